"""Measures what one learner waits for, against its targets: a grading, `grade --help`, calls into a worker.

    python -m benchmarks.one_grading [--rounds N]

Every round measures each thing once, so that a slow minute of the machine hits all alike; a ratio is the
median of the rounds' own ratios. A grading takes the strongest tier there is; the calls go to a worker of the
tier `process` and are recorded as in a grading. Ends with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from grader.checks.marking import CheckMark
from grader.judge.transcript import CheckRun
from grader.models import Limits, Submission
from grader.sandbox.host import Sandboxed
from grader.sandbox.workers import ProcessSpawner

ROOT = Path(__file__).resolve().parent.parent
EXERCISE, REFERENCE = ROOT / "exercises" / "15_adam", ROOT / "reference" / "15_adam" / "adam.py"
SMALL_CALLS = 200  # a round: together they take as long as a few big ones
MIN_ROUNDS = 15  # for quartiles that mean something

CALLED = b"""
def nothing():
    pass


def echo(value):
    return value


def call(function):
    return function(1.0)
"""


@dataclass(slots=True)
class Measured:
    """Times of one thing in seconds; its target is a ratio to another thing, or an absolute time."""

    what: str
    run: Callable[[], None]
    repeat: int = 1  # times a round
    baseline: Measured | None = None
    target: float | None = None
    times: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Runs it as often as a round asks for."""
        for _ in range(self.repeat):
            started = time.perf_counter()
            self.run()
            self.times.append(time.perf_counter() - started)

    @property
    def figure(self) -> float:
        """What is held against the target: the median ratio to the baseline, or the median time."""
        if self.baseline is None:
            return statistics.median(self.times)
        pairs = zip(self.times, self.baseline.times, strict=True)
        return statistics.median(mine / other for mine, other in pairs)

    def row(self) -> str:
        """One line of the table."""
        first, middle, third = (1000 * t for t in statistics.quantiles(self.times, n=4, method="inclusive"))
        line = f"{self.what:<44}{middle:>9.3f}  {first:>9.3f} -{third:>8.3f}"
        if self.target is None:
            return line
        unit, scale = (" x", 1) if self.baseline else (" ms", 1000)
        told = f"{scale * self.figure:>9.2f} of {scale * self.target:>5g}{unit:<3}"
        return f"{line}  {told}{'held' if self.figure <= self.target else 'MISSED'}"


def command(*words: object) -> Callable[[], None]:
    """Runs a command to its end, in this checkout; a failure of it ends the benchmark."""
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    def run() -> None:
        subprocess.run(list(map(str, words)), cwd=ROOT, env=environment, capture_output=True, check=True)

    return run


def commands() -> list[Measured]:
    """A grading against plain pytest on the same file, and the start of the command line."""
    script = Path(sys.executable).with_name("grade")
    grade = [script] if script.exists() else [sys.executable, "-m", "grader"]
    options = "-p grader.judge.plugin --import-mode=importlib -q -p no:cacheprovider --seed 1".split()
    plain = [sys.executable, "-m", "pytest", *options, "--submission", REFERENCE, EXERCISE / "checks.py"]
    pytest = Measured("pytest, the authors' command", command(*plain))
    click = Measured('python -c "import click"', command(sys.executable, "-c", "import click"))
    grading = command(*grade, "exercise", "15", REFERENCE, "--seed", "1")
    return [
        pytest,
        Measured("grade exercise 15 FILE", grading, baseline=pytest, target=1.5),
        click,
        Measured("grade --help", command(*grade, "--help"), baseline=click, target=1.5),
    ]


@contextlib.contextmanager
def calls() -> Iterator[list[Measured]]:
    """Calls into a worker, recorded as in a grading."""
    limits = Limits(cpu=3600, wall=3600, callbacks=10**9)  # the benchmark is longer than a submission may be
    with contextlib.closing(ProcessSpawner(limits)) as spawner:
        host = Sandboxed(Submission("called.py", CALLED), "called", limits, spawner)
        with contextlib.closing(host):
            host.load()
            host.begin(0)
            nothing, echo, call = host.proxy.nothing, host.proxy.echo, host.proxy.call
            small = {"w": np.ones((2, 3)), "b": np.ones(4)}
            large = np.ones(1_000_000)

            def recorded(function: Callable[..., Any], *args: Any) -> Callable[[], None]:
                def run() -> None:
                    check = CheckRun(CheckMark("", "", 1, "", public=False, needs=()))
                    host.conversation.listener = check.hear
                    function(*args)

                return run

            yield [
                Measured("call, nothing there, nothing back", recorded(nothing), SMALL_CALLS),
                Measured(
                    "call, dict of two arrays there and back",
                    recorded(echo, small),
                    SMALL_CALLS,
                    target=0.15e-3,
                ),
                Measured("call, with one callback in it", recorded(call, lambda x: x), SMALL_CALLS),
                Measured("call, array of 8 MB there and back", recorded(echo, large), target=10e-3),
            ]


def main() -> int:
    """Measures, prints the table, and tells by its result whether every target is held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=21, metavar="N", help=f"at least {MIN_ROUNDS} (21)")
    rounds = max(parser.parse_args().rounds, MIN_ROUNDS)
    with calls() as inside:
        everything = [*commands(), *inside]
        for measured in everything:
            measured.run()  # once for the caches: compiled files, validated course files, pages
        for _ in range(rounds):
            for measured in everything:
                measured.measure()
    print(f"{f'{rounds} rounds, {os.cpu_count()} cores':<44}{'median':>9}  {'quartiles':>19}  (ms)")
    for measured in everything:
        print(measured.row())
    held = all(m.target is None or m.figure <= m.target for m in everything)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
