"""`grade list`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.course import Course
from grader.errors import CourseError
from grader.models import Exercise, ExerciseFile
from grader.render.listing import listing_text


def room(id_: str, title: str, after: tuple[str, ...] = ()) -> Exercise:
    hints = ("one", "two", "three")
    file = ExerciseFile(
        format=1, title=title, entry_points=("f",), hints=hints, source="-", quiz="q", after=after, minutes=7
    )
    return Exercise(id=id_, folder=Path(id_), reference=Path(id_), file=file)


def test_an_exercise_is_one_line_with_number_title_minutes_and_what_comes_before() -> None:
    text = listing_text([room("01_start", "Start"), room("02_next", "Next one", after=("01_start",))])

    assert text.splitlines()[1:3] == ["01  Start           7", "02  Next one        7  01"]


def test_no_line_is_longer_than_a_hundred_columns() -> None:
    many = tuple(f"{number:02}_before" for number in range(40))

    text = listing_text([room("41_long", "T" * 80, after=many)])

    assert max(map(len, text.splitlines())) == 100


def test_the_shipped_course_lists_every_exercise() -> None:
    result = CliRunner().invoke(cli, ["list"])

    assert result.exit_code == 0
    assert "15  Adam" in result.output


def test_a_course_without_an_exercise_is_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()

    with pytest.raises(CourseError, match="holds no exercise"):
        CliRunner().invoke(cli, ["--course", str(tmp_path), "list"], catch_exceptions=False)
    assert Course(tmp_path).ids == []
