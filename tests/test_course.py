"""A course is found, its exercises by any of their names; what is wrong in a file is said in one sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.course import Course, files, find_course
from grader.errors import CourseError, UsageError
from grader.judge.lane import in_lane
from grader.models import Exercise, ExerciseFile, Limits, Reveal

TOY = Path(__file__).parent / "toy_course"
BROKEN = TOY / "broken"


def room(case: str) -> Path:
    return BROKEN / case / "exercises" / "01_double"


def broken(case: str) -> CourseError:
    """What is said of a broken room, when it is read or when its checks are collected."""
    with pytest.raises(CourseError) as raised:
        in_lane(Course(BROKEN / case).exercise("1"), lambda lane: lane)
    return raised.value


# ---------------------------------------------------------------- rooms that are wrong


POINTS = "they must add to 10, or to 9 and one for leaves_its_arguments_alone."
UNKNOWN = "is not a known key; remove it or correct its spelling."
TOLD = {
    "bad_toml": ("exercise.toml", "", "is no TOML: Invalid value (at line 2, column 9)."),
    "unknown_key": ("exercise.toml", "titel", UNKNOWN),
    "unknown_limit": ("exercise.toml", "limits.seconds", UNKNOWN),
    "wrong_type": ("exercise.toml", "minutes", "input should be a valid integer, unable to parse string"),
    "missing_key": ("exercise.toml", "source", "is missing."),
    "two_hints": ("exercise.toml", "hints", "should have at least 3, it has 2."),
    "no_entry_point": ("exercise.toml", "entry_points", "should have at least 1, it has 0."),
    "newer_format": ("exercise.toml", "format", "input should be 1."),
    "unknown_level": ("exercise.toml", "reveal", "input should be 'full', 'diff', 'named' or 'verdict'."),
    "limit_of_zero": ("exercise.toml", "limits.call_cpu", "input should be greater than 0."),
    "no_toml": ("exercise.toml", "", "cannot be read: No such file or directory."),
    "no_stub": ("double.py", "", "is missing; every exercise has its stub and its checks."),
    "no_checks_file": ("checks.py", "", "is missing; every exercise has its stub and its checks."),
    "no_check": ("checks.py", "", "has no check; write functions marked with `@check(points=...)`."),
    "unmarked_check": ("checks.py", "test_forgotten", "is no check: mark it with `@check(points=...)`."),
    "points_add_to_8": ("checks.py", "points", f"add to 8; {POINTS}"),
    "points_add_to_9_and_a_half": ("checks.py", "points", f"add to 9.5; {POINTS}"),
    "points_add_to_11": ("checks.py", "points", f"add to 11; {POINTS}"),
    "unknown_needs": ("checks.py", "test_doubles", "needs `test_halves`, which is no earlier check."),
    "needs_a_later_check": ("checks.py", "test_doubles", "needs `test_later`, which is no earlier check."),
    "parametrized": ("checks.py", "test_doubles", "is parametrized; loop inside the check instead."),
    "unknown_fixture": ("checks.py", "test_doubles", "asks for `random`; it can ask for submission and rng."),
    "no_docstring": ("checks.py", "", "cannot be loaded: ValueError: `test_doubles` needs a docstring"),
    "wrong_import": ("checks.py", "", "cannot be loaded: ImportError: cannot import name 'nearly'"),
}  # fmt: skip
"""Case, then the file, the field and how the sentence begins."""


@pytest.mark.parametrize("case", TOLD)
def test_a_broken_room_is_told_by_file_field_and_sentence(case: str) -> None:
    file, field, sentence = TOLD[case]

    told = broken(case)

    assert (told.file, told.field) == (str(room(case) / file), field)
    assert told.sentence.startswith(sentence)
    assert "\n" not in str(told)
    assert str(told).startswith(f"{told.file}: `{field}`: " if field else f"{told.file}: ")


def test_every_broken_room_is_asked_about() -> None:
    assert {folder.name for folder in BROKEN.iterdir()} == {*TOLD, "no_exercise"}


def test_checks_that_do_not_parse_are_told_with_their_line(tmp_path: Path) -> None:
    copy = tmp_path / "exercises" / "01_double"
    shutil.copytree(TOY / "exercises" / "01_double", copy)
    (copy / "checks.py").write_text("x = 1\ndef test(:\n")

    with pytest.raises(CourseError, match="cannot be loaded: SyntaxError: invalid syntax") as raised:
        in_lane(Course(tmp_path).exercise("1"), lambda lane: lane)
    assert raised.value.file == str(copy / "checks.py")


def test_a_file_that_is_not_utf8_is_told_as_that(tmp_path: Path) -> None:
    file = tmp_path / "exercise.toml"
    file.write_bytes('title = "Übung"'.encode("latin-1"))

    with pytest.raises(CourseError, match="is not UTF-8; save it as UTF-8"):
        files.read_toml(file, ExerciseFile)


def test_a_course_without_exercises_says_so() -> None:
    with pytest.raises(CourseError, match="holds no exercise"):
        Course(BROKEN / "no_exercise").resolve("1")


# ---------------------------------------------------------------- what is remembered of files


def test_what_was_validated_once_is_the_same_the_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "exercise.toml"
    file.write_text(
        (room("no_stub") / "exercise.toml").read_text()
        + 'after = ["00_nothing"]\nreveal = "diff"\nminutes = 5\n[limits]\ncall_cpu = 3\n'
    )
    first = files.read_toml(file, ExerciseFile)
    monkeypatch.setattr(files, "_validated", None)

    again = files.read_toml(file, ExerciseFile)

    assert again == first
    assert (again.after, again.reveal, again.minutes) == (("00_nothing",), Reveal.DIFF, 5)
    assert again.limits == Limits(call_cpu=3)
    assert type(again.hints) is tuple


def test_a_broken_file_is_never_remembered(tmp_path: Path) -> None:
    file = tmp_path / "exercise.toml"
    file.write_text((room("unknown_key") / "exercise.toml").read_text())

    for _ in range(2):
        with pytest.raises(CourseError, match="titel"):
            files.read_toml(file, ExerciseFile)


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))

    assert files.read_toml(TOY / "exercises" / "01_double" / "exercise.toml", ExerciseFile).title == "Double"


# ---------------------------------------------------------------- finding


@pytest.mark.parametrize(
    "words", ["1", "01", "001", "double", "01_double", " Double ", "01_DOUBLE", "01_double/"]
)
def test_an_exercise_is_found_by_number_slug_and_id(toy: Course, words: str) -> None:
    assert toy.resolve(words) == "01_double"


@pytest.mark.parametrize(
    ("words", "hint"),
    [("doubel", "did you mean `01_double`?"), ("2_walk", "did you mean `02_walk`?"), ("wlak", "`02_walk`"),
     ("3", "`grade list` shows them all."), ("quantum", "`grade list` shows them all."), ("", "`grade list`"),
     ("-1", "`grade list`"), ("../01_double", "did you mean `01_double`?"), ("²", "`grade list`"),
     ("١", "`grade list`"), ("9" * 5000, "`grade list`")],
)  # fmt: skip
def test_a_name_that_is_none_suggests_the_nearest(toy: Course, words: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        toy.resolve(words)

    assert str(raised.value).startswith("There is no exercise `")
    assert hint in str(raised.value)


def test_an_exercise_knows_its_files(toy: Course) -> None:
    exercise = toy.exercise("1")

    assert isinstance(exercise, Exercise)
    assert (exercise.id, exercise.number, exercise.module) == ("01_double", "01", "double")
    assert exercise.stub == TOY / "exercises" / "01_double" / "double.py"
    assert exercise.reference == TOY / "reference" / "01_double"


def test_ids_are_in_order_and_other_folders_are_none(tmp_path: Path) -> None:
    for name in ("10_b", "02_a", "notes", "7", "__pycache__", "x1_y"):
        (tmp_path / "exercises" / name).mkdir(parents=True)
    (tmp_path / "exercises" / "03_file").touch()

    assert Course(tmp_path).ids == ["02_a", "10_b"]


def test_the_course_that_is_shipped_is_found_without_a_name() -> None:
    course = find_course()

    assert "15_adam" in course.ids
    assert not course.shipped  # in this clone it is nobody's installation


def test_a_folder_that_is_no_course_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no course: it has no folder `exercises`"):
        find_course(tmp_path)
    assert find_course(TOY).ids == ["01_double", "02_walk"]
