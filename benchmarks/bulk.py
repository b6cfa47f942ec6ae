"""How fast a class is graded, against pytest in a subprocess for each file: `python -m benchmarks.bulk`.

Both are measured in the same run, half of the baseline before and half after, so that a busy machine
slows both. The figures to hold are those of `docs/decisions` and of the architecture: at least 8 times
the baseline for 05, 24, 29, 35 and 5 times for 15, start-up included.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from grader.course import find_course
from grader.course.reference import accepted, mistakes, reference
from grader.models import Exercise

LEAST = {"15": 5.0}  # times the baseline; the convergence loop of 15 is a hundred calls
USUAL = 8.0
BASELINE_SHARE = 20  # one in so many files is graded by the baseline: it takes long and varies little


@dataclass(frozen=True, slots=True)
class Run:
    """One way to grade: submissions a second and processor seconds a submission."""

    rate: float
    cpu: float


def class_of(exercise: Exercise, size: int, folder: Path) -> list[Path]:
    """A class of `size` learners: one in three is right, the others make the known mistakes in turn."""
    right = [reference(exercise), *accepted(exercise)]
    wrong = [mistake.submission for mistake in mistakes(exercise) if mistake.outcome is None]
    files = []
    for i in range(size):
        source = right[i // 3 % len(right)] if i % 3 == 0 else wrong[i % len(wrong)]
        assert source is not None
        place = folder / f"learner_{i:05}" / exercise.stub.name
        place.parent.mkdir(parents=True)
        place.write_bytes(source.source)
        files.append(place)
    return files


def children_cpu() -> float:
    """Processor seconds of all ended children so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def baseline(exercise: Exercise, files: list[Path], jobs: int) -> Run:
    """The authors' pytest command, a subprocess for each file, `jobs` at a time."""
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "grader.judge.plugin"]
    command += ["--import-mode=importlib", "-c", os.devnull, "--rootdir", str(exercise.folder)]

    def one(file: Path) -> None:
        done = subprocess.run(
            [*command, "--submission", str(file), str(exercise.checks)],
            env=environment, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode in (0, 1), done.stdout[-500:]

    began, cpu = time.perf_counter(), children_cpu()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(one, files))
    return Run(len(files) / (time.perf_counter() - began), (children_cpu() - cpu) / len(files))


def bulk(exercise: Exercise, source: Path, size: int, jobs: int, reveal: str = "named") -> Run:
    """`grade bulk`, start-up included."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "grader", "bulk", str(source), "--exercise", exercise.id]
        command += ["--out", f"{out}/batch", "--jobs", str(jobs), "--reveal", reveal, "--seed", "1"]
        began, cpu = time.perf_counter(), children_cpu()
        subprocess.run(command, capture_output=True, check=True)
        seconds, used = time.perf_counter() - began, children_cpu() - cpu
        lines = Path(out, "batch", "results.jsonl").read_text().splitlines()
        assert len(lines) == size, f"{len(lines)} of {size}"
        assert all(json.loads(line)["outcome"] == "graded" for line in lines)
    return Run(size / seconds, used / size)


def one_exercise(words: str, size: int, jobs: int) -> Iterator[str]:
    """The table's line of one exercise."""
    exercise = find_course().exercise(words)
    with tempfile.TemporaryDirectory() as folder:
        files = class_of(exercise, size, Path(folder))
        sample = files[:: max(1, min(BASELINE_SHARE, size // 20))]
        before = baseline(exercise, sample[: len(sample) // 2], jobs)
        ours = bulk(exercise, Path(folder), size, jobs)
        plain = bulk(exercise, Path(folder), size, jobs, reveal="verdict")
        after = baseline(exercise, sample[len(sample) // 2 :], jobs)
    rate = (before.rate + after.rate) / 2
    least = LEAST.get(exercise.number, USUAL)
    yield (
        f"{exercise.id:<28} {size:>6} {rate:>9.1f} "
        f"{ours.rate:>9.1f} {ours.rate / rate:>6.1f}x (>= {least:g}x) "
        f"{plain.rate:>9.1f} {plain.rate / rate:>6.1f}x {1000 * (before.cpu + after.cpu) / 2:>8.1f} "
        f"{1000 * ours.cpu:>8.1f} {1000 * plain.cpu:>8.1f}"
    )


def growth(words: str, sizes: list[int], jobs: int) -> Iterator[str]:
    """How rate and processor time change with the size of a class."""
    exercise = find_course().exercise(words)
    for size in sizes:
        folder = Path(tempfile.mkdtemp())
        try:
            class_of(exercise, size, folder)
            ours = bulk(exercise, folder, size, jobs)
        finally:
            shutil.rmtree(folder)
        yield f"{exercise.id:<28} {size:>6} {ours.rate:>9.1f} a second {1000 * ours.cpu:>8.1f} ms CPU"


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", default=find_course().ids)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--growth", type=int, nargs="*", help="sizes of classes, such as 100 1000 5000")
    asked = parser.parse_args()
    if asked.growth:
        for words in asked.ids:
            for line in growth(words, asked.growth, asked.jobs):
                print(line, flush=True)
        return
    print(
        "submissions a second, and ms of processor time a submission (pytest, bulk, bulk without diagnosis)"
    )
    print(f"{'exercise':<28} {'files':>6} {'pytest':>9} {'bulk':>9} {'':>7} {'':>10} {'verdicts':>9}")
    for words in asked.ids:
        for line in one_exercise(words, asked.size, asked.jobs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
