"""Exercise 15 on people's own code: every honest style passes, every wrong Adam loses points."""

from __future__ import annotations

import doctest
import types
from pathlib import Path

import pytest

from grader.course import Course, find_course
from grader.grading import grade, grade_in
from grader.judge.lane import in_lane
from grader.models import Exercise, Limits, Outcome, Report, Submission
from grader.sandbox.workers import ProcessSpawner

ROOT = Path(__file__).parent.parent
PEOPLE = Path(__file__).parent / "submissions" / "15_adam"
RIGHT = sorted(PEOPLE.glob("right/*.py"))
WRONG = sorted(PEOPLE.glob("wrong/*.py"))
SEED = 15


@pytest.fixture(scope="module")
def adam() -> Exercise:
    return Course(ROOT).exercise("15")


@pytest.fixture(scope="module")
def reports(adam: Exercise) -> dict[Path, Report]:
    """A report on every file, each from a worker of its own."""
    spawner = ProcessSpawner(Limits())
    try:
        return in_lane(
            adam,
            lambda lane: {
                file: grade_in(lane, Submission("adam.py", file.read_bytes()), SEED, spawner).report
                for file in (*RIGHT, *WRONG)
            },
        )
    finally:
        spawner.close()


def test_there_are_ten_styles_and_many_mistakes() -> None:
    assert len(RIGHT) == 10
    assert len(WRONG) >= 15


@pytest.mark.parametrize("file", RIGHT, ids=lambda file: file.stem)
def test_every_honest_style_gets_all_ten_points(reports: dict[Path, Report], file: Path) -> None:
    report = reports[file]

    assert report.passed, [check.message for check in report.checks]
    assert (report.points, report.max_points) == (10, 10)


@pytest.mark.parametrize("file", WRONG, ids=lambda file: file.stem)
def test_every_wrong_adam_loses_points_for_what_is_wrong(reports: dict[Path, Report], file: Path) -> None:
    report = reports[file]

    assert report.points is not None
    assert report.points < 10
    assert any(check.outcome in (Outcome.FAILED, Outcome.RAISED) for check in report.checks)
    assert not any(check.outcome is Outcome.INTERNAL for check in report.checks)


@pytest.mark.parametrize("name", ["changes_params_in_place", "returns_same_dict"])
def test_an_adam_that_moves_the_right_way_in_the_callers_arrays_is_told_so(
    reports: dict[Path, Report], name: str
) -> None:
    last = reports[PEOPLE / "wrong" / f"{name}.py"].checks[-1]

    assert last.outcome is Outcome.FAILED
    assert last.message == "`step` changed its argument 1; work on a copy and return that."


@pytest.mark.parametrize("seed", [0, 1, 2**32, 20_240_229, 2**63 - 1])
def test_the_reference_gets_all_points_whatever_the_seed(adam: Exercise, seed: int) -> None:
    source = (adam.reference / "adam.py").read_bytes()

    assert grade(adam, Submission("adam.py", source), seed).points == 10


def test_the_stub_is_not_started_and_not_one_point_richer(adam: Exercise) -> None:
    report = grade(adam, Submission("adam.py", adam.stub.read_bytes()), SEED)

    assert (str(report.outcome), report.points) == ("not_started", 0)


def test_the_numbers_in_the_readme_are_right(adam: Exercise) -> None:
    page = adam.folder / "README.md"

    result = doctest.testfile(str(page), module_relative=False)

    assert result.attempted >= 6
    assert result.failed == 0


def test_the_numbers_in_the_reference_are_right(adam: Exercise) -> None:
    file = adam.reference / "adam.py"
    module = types.ModuleType("adam_reference")
    exec(compile(file.read_bytes(), str(file), "exec"), module.__dict__)

    result = doctest.testmod(module)

    assert result.attempted >= 2
    assert result.failed == 0


def test_the_shipped_course_is_the_one_graded_here() -> None:
    assert find_course().folder == ROOT
