"""`grade demo`."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path

import click

from grader.cli.asking import shown, use_color
from grader.course import Course, find_course
from grader.errors import InternalError
from grader.models import Exercise, Report

FOLDER = Path(__file__).parent.parent / "demo"
SEED = 15  # fixed, so that everybody sees the numbers the README shows; any other would do


@click.command("demo")
def command() -> None:
    """Grade a wrong Adam and a right one, to see what grading looks like."""
    from grader.render.demo import demo_text

    course = find_course()
    exercise = course.exercise("adam")
    wrong, right = _reports(exercise)
    if wrong.passed or not right.passed:
        which = "wrong Adam passed" if wrong.passed else "right Adam did not pass"
        raise InternalError(f"the demo's {which}; `grade doctor` may tell why.")
    click.echo(demo_text(wrong, right, _steps(course, exercise), color=use_color()), nl=False)


def _reports(exercise: Exercise) -> list[Report]:
    """Both files, graded one after the other with the checks collected once."""
    from grader.sandbox.tiers import spawner_for

    with contextlib.closing(spawner_for(None, exercise.file.limits)) as spawner:
        from grader.diagnosis.candidates import Candidates
        from grader.diagnosis.explaining import explain
        from grader.grading import grade_in
        from grader.judge.lane import Lane, in_lane
        from grader.workspace import read_submission

        files = [FOLDER / name for name in ("wrong.py", "right.py")]
        submissions = [read_submission(file, shown(file)) for file in files]

        def body(lane: Lane) -> list[Report]:
            with contextlib.closing(Candidates(lane)) as candidates:
                return [explain(grade_in(lane, each, SEED, spawner), candidates) for each in submissions]

        return in_lane(exercise, body)


def _steps(course: Course, exercise: Exercise) -> list[tuple[str, str]]:
    """What to type next: only what works from here, with this installation."""
    steps = []
    activate = Path(sys.prefix) / "bin" / "activate"
    if shutil.which("grade") is None and activate.is_file():
        steps.append((f". {os.path.relpath(activate)}", "once in a terminal: then it knows `grade`"))
    if course.shipped:  # outside a clone nobody makes the learner's file
        steps.append((f"cp {exercise.stub} .", "the file to write in"))
    does = "grades yours" if course.shipped else "makes a file for you to write in, and grades it"
    steps += [(f"grade exercise {exercise.number}", does), ("grade list", "shows what there is to do")]
    return steps
