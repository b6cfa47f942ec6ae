"""What naming the mistake adds to a failing run: `python -m benchmarks.diagnosis [ID...] [--rounds N]`.

The same wrong file is graded with the course as it is and with a copy that has no `reference/`, where
diagnosis is silent; both as commands, start-up included, turn about. The figure to hold is 30 %.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.course import find_course
from grader.course.reference import mistakes

TARGET = 1.30


def seconds(course: Path, id_: str, file: Path) -> float:
    """The time of one failing `grade exercise`."""
    command = [sys.executable, "-m", "grader", "--course", str(course), "exercise", id_, str(file)]
    began = time.perf_counter()
    done = subprocess.run([*command, "--seed", "1"], capture_output=True, text=True, check=False)
    taken = time.perf_counter() - began
    assert done.returncode == 1, done.stderr
    return taken


def main() -> None:
    """Prints a line for each exercise: medians with and without, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", default=find_course().ids)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    course = find_course()
    with tempfile.TemporaryDirectory() as folder:
        bare, wrong = Path(folder, "course"), Path(folder, "wrong.py")
        shutil.copytree(course.folder / "exercises", bare / "exercises")
        print(f"{'exercise':<28} {'silent':>9} {'named':>9} {'ratio':>7}  (target {TARGET:g})")
        for words in asked.ids:
            exercise = course.exercise(words)
            known = [mistake for mistake in mistakes(exercise) if mistake.outcome is None]
            silent, named = [], []
            for i in range(asked.rounds + 1):
                wrong.write_bytes(known[i * 7 % len(known)].submission.source)
                silent.append(seconds(bare, exercise.id, wrong))
                named.append(seconds(course.folder, exercise.id, wrong))
            one, other = statistics.median(silent[1:]), statistics.median(named[1:])  # the first warms caches
            print(f"{exercise.id:<28} {one:>7.3f} s {other:>7.3f} s {other / one:>7.2f}", flush=True)


if __name__ == "__main__":
    main()
