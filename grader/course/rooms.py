"""Finds the exercises of a course and resolves what a user types to one of them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from grader.course.files import read_toml
from grader.errors import CourseError, UsageError
from grader.models import Exercise, ExerciseFile

_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Course:
    """A folder with `exercises/` and, where the course is complete, `reference/` beside it."""

    folder: Path

    @property
    def ids(self) -> list[str]:
        """The ids of all exercises, in order: every folder of `exercises/` named like `15_adam`."""
        rooms = self.folder / "exercises"
        names = [room.name for room in rooms.iterdir() if room.is_dir()] if rooms.is_dir() else []
        return sorted(name for name in names if name[:1].isdigit() and "_" in name)

    @property
    def clone(self) -> Path | None:
        """The folder of the course where it is somebody's own; None where it belongs to an installation."""
        return None if self.shipped else self.folder

    @property
    def shipped(self) -> bool:
        """Whether this is the course inside an installed package, which belongs to nobody's clone."""
        return self.folder == _PACKAGE / "_course"

    def exercise(self, words: str) -> Exercise:
        """The exercise meant by `5`, `05`, `adam` or `15_adam`. UsageError, with the nearest, for none."""
        id_ = self.resolve(words)
        folder = self.folder / "exercises" / id_
        file = read_toml(folder / "exercise.toml", ExerciseFile)
        exercise = Exercise(id=id_, folder=folder, reference=self.folder / "reference" / id_, file=file)
        for part in (exercise.checks, exercise.stub):
            if not part.is_file():
                raise CourseError(part, "", "is missing; every exercise has its stub and its checks.")
        return exercise

    def resolve(self, words: str) -> str:
        """The id meant by `words`."""
        ids = self.ids
        if not ids:
            raise CourseError(self.folder / "exercises", "", "holds no exercise.")
        wanted = words.strip().lower().rstrip("/")
        for id_ in ids:
            number, _, slug = id_.partition("_")
            if wanted in (id_, slug) or (wanted.isdigit() and wanted.lstrip("0") == number.lstrip("0")):
                return id_
        names = {name: id_ for id_ in ids for name in (id_, id_.partition("_")[2])}
        near = difflib.get_close_matches(wanted, names, n=1)
        hint = f"did you mean `{names[near[0]]}`?" if near else "`grade list` shows them all."
        raise UsageError(f"There is no exercise `{words}`; {hint}")


def find_course(folder: Path | None = None) -> Course:
    """The course in `folder`, or the one that came with this package. UsageError when there is none."""
    if folder is not None:
        if not (folder / "exercises").is_dir():
            raise UsageError(f"`{folder}` is no course: it has no folder `exercises`.")
        return Course(folder.resolve())
    for place in (_PACKAGE.parent, _PACKAGE / "_course"):
        if (place / "exercises").is_dir():
            return Course(place)
    raise UsageError("No course was found; name its folder with `--course DIR`.")
