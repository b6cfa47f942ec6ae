"""`grade new`: a room whose files say what is missing, and nothing that is there ever written over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli
from grader.course import Course
from grader.errors import UsageError
from grader.validate.proof import prove
from grader.validate.room import TODO
from grader.validate.template import make_room


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with one folder for a room, 15_adam, and a reference without one."""
    (tmp_path / "exercises" / "15_adam").mkdir(parents=True)
    (tmp_path / "reference" / "16_nadam").mkdir(parents=True)
    return tmp_path


def new(course: Path, id_: str) -> Result:
    return CliRunner().invoke(cli, ["--course", str(course), "new", id_], catch_exceptions=False)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in sorted(folder.rglob("*"))}


def test_every_file_it_prints_is_there_and_says_what_is_missing(course: Path) -> None:
    result = new(course, "49_weight_decay")

    made = [Path(line.split()[0]) for line in result.output.splitlines() if line.startswith(f"  {course}")]
    assert result.exit_code == 0
    assert len(made) == 7
    assert all(path.exists() for path in made)
    assert all(TODO in path.read_text("utf-8") for path in made if path.is_file())


def test_it_ends_with_the_command_that_lists_what_is_left_to_do(course: Path) -> None:
    result = new(course, "49_weight_decay")

    last = result.output.splitlines()[-1]
    assert last == f"  grade --course {course} validate 49_weight_decay    lists what is left to do"


def test_what_is_left_to_do_is_exactly_what_the_files_and_the_rules_ask_for(course: Path) -> None:
    make_room(Course(course), "49_weight_decay")

    proof = prove(Course(course), "49_weight_decay", seeds=(1,))

    todos = sum(text.count(TODO.encode()) for name, text in everything(course).items() if "weight" in name)
    told = [problem.sentence for problem in proof.problems]
    assert sum(sentence.startswith("is still to do: ") for sentence in told) == todos
    assert [sentence for sentence in told if "is still to do" not in sentence] == [
        "holds 0 variants; at least 2 styles must pass.",
        "must earn 10 points; test_first_property is waiting: `weight_decay` is not written yet.",
        "names 0 mistakes; at least 4 are needed.",
        "is failed by no known mistake: nothing shows that it can fail.",
        "is failed by no known mistake: nothing shows that it can fail.",
    ]


@pytest.mark.parametrize(
    ("id_", "sentence"),
    [
        ("weight_decay", "is no id"),
        ("9_weight_decay", "is no id"),
        ("049_weight_decay", "is no id"),
        ("49-weight-decay", "is no id"),
        ("49_WeightDecay", "is no id"),
        ("49_", "is no id"),
        ("49__decay", "is no id"),
        ("49_größe", "is no id"),
        ("٤٩_decay", "is no id"),
        ("49_decay/..", "is no id"),
        ("49_decay\n", "is no id"),
        ("15_adam", "is there already"),
        ("15_weight_decay", "The number 15 is taken by `15_adam`"),
        ("49_adam", "The name `adam` is taken by `15_adam`"),
        ("16_nadam", "`reference/16_nadam` is there already"),
        ("49_checks", "would hide something"),
        ("49_numpy", "would hide something"),
        ("49_random", "would hide something"),
        ("49_lambda", "would hide something"),
    ],
)
def test_an_id_that_is_none_or_is_taken_is_refused_and_nothing_is_made(
    id_: str, sentence: str, course: Path
) -> None:
    before = everything(course)

    with pytest.raises(UsageError, match=sentence):
        new(course, id_)

    assert everything(course) == before


def test_what_is_in_the_way_is_never_written_over(course: Path) -> None:
    (course / "exercises" / "49_decay").write_text("mine")

    with pytest.raises(UsageError, match="`exercises/49_decay` is there already"):
        new(course, "49_decay")

    assert (course / "exercises" / "49_decay").read_text() == "mine"


def test_half_a_room_is_never_left_behind(course: Path) -> None:
    (course / "reference" / "49_decay").symlink_to(course / "nowhere")
    before = everything(course)

    with pytest.raises(UsageError, match="reference/49_decay` cannot be made: File exists"):
        new(course, "49_decay")

    assert everything(course) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_told_in_a_sentence(course: Path) -> None:
    (course / "exercises").chmod(0o555)

    with pytest.raises(UsageError, match="cannot be made: Permission denied"):
        new(course, "49_decay")


def test_the_first_room_of_a_course_needs_no_other(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()

    new(tmp_path, "01_start")

    assert Course(tmp_path).ids == ["01_start"]
    assert Course(tmp_path).exercise("start").file.entry_points == ("start",)
