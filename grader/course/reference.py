"""An exercise's own submissions: its stub, its reference, the accepted variants, the known mistakes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from grader.course.files import read_toml
from grader.errors import CourseError
from grader.models import Exercise, Mistake, MistakesFile, Submission


def stub(exercise: Exercise) -> Submission:
    """The file a learner starts from."""
    return _read(exercise.stub)


def reference(exercise: Exercise) -> Submission | None:
    """The reference solution; None where this copy of the course has none."""
    file = exercise.reference / exercise.stub.name
    return _read(file) if file.is_file() else None


def accepted(exercise: Exercise) -> list[Submission]:
    """Right solutions in other styles, by name."""
    return [_read(file) for file in sorted((exercise.reference / "accepted").glob("*.py"))]


def mistakes(exercise: Exercise) -> list[Mistake]:
    """The known mistakes, in the order of `mistakes.toml`; none where this copy of the course has none.

    CourseError for an edit whose text does not stand in the reference exactly once, for a result that does
    not compile, and for two mistakes of one name.
    """
    file = exercise.reference / "mistakes.toml"
    return list(_mistakes(exercise, file.stat().st_mtime_ns)) if file.is_file() else []


@lru_cache(maxsize=64)
def _mistakes(exercise: Exercise, _changed: int) -> tuple[Mistake, ...]:
    file = exercise.reference / "mistakes.toml"
    known = reference(exercise)
    if known is None:
        raise CourseError(
            exercise.reference / exercise.stub.name, "", "is missing; mistakes are edits on it."
        )
    entries = read_toml(file, MistakesFile).mistake
    made: dict[str, Mistake] = {}
    for entry in entries:
        place = f"mistake.{entry.name}"
        if entry.name in made:
            raise CourseError(file, place, "stands there twice; give each mistake a name of its own.")
        if (entry.file is None) == (not entry.edits):
            raise CourseError(file, place, "needs either `edits` or a `file`.")
        if entry.file is not None:
            source = _read(_inside(exercise.reference, entry.file, file, place)).source
        else:
            text = known.source.decode("utf-8")
            for edit in entry.edits:
                count = text.count(edit.find)
                if count != 1:
                    times = "nowhere" if count == 0 else f"{count} times"
                    shown = edit.find.strip().splitlines()[0][:60]
                    raise CourseError(file, place, f"`{shown}` stands {times} in the reference, not once.")
                text = text.replace(edit.find, edit.put)
            source = text.encode("utf-8")
        try:
            compile(source, exercise.stub.name, "exec", dont_inherit=True)
        except SyntaxError as error:
            raise CourseError(file, place, f"does not compile: {error.msg} on line {error.lineno}.") from None
        made[entry.name] = Mistake(
            name=entry.name,
            says=entry.says,
            fails=entry.fails,
            submission=Submission(exercise.stub.name, source),
            outcome=entry.outcome,
        )
    return tuple(made.values())


def _inside(folder: Path, name: str, file: Path, place: str) -> Path:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        raise CourseError(file, place, f"names `{name}`, which is no file beside it.")
    return path


def _read(file: Path) -> Submission:
    try:
        return Submission(file.name, file.read_bytes())
    except OSError as error:
        raise CourseError(file, "", f"cannot be read: {error.strerror}.") from None
