"""Where a learner's files and progress are, and how they are read; never a file under `exercises/`."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

from grader.errors import UsageError
from grader.models import Exercise, Submission

MAX_SOURCE = 1 << 20  # bytes: the longest honest submission seen has 30 KB
MARK = ".grade"
FORMAT = 1


def learner_file(exercise: Exercise, clone: Path | None, given: Path | None, here: Path) -> Path:
    """The file to grade: the one given; `./adam.py`; the room of a marked folder; the clone's `work/`.

    In a `clone`, the folder of a course that is nobody's installation, the file is made from the stub at
    first use. UsageError when there is no place for it.
    """
    name = exercise.stub.name
    if given is not None:
        return given / name if given.is_dir() else given
    local = here / name
    if local.is_file() and exercise.folder.parent not in local.resolve().parents:
        return local
    folder = working_folder(clone, here)
    if folder is None:
        raise UsageError(f"No `{name}` here; name your file: `grade exercise {exercise.number} FILE`.")
    return _filled(folder / exercise.id / name, exercise)


def working_folder(clone: Path | None, here: Path) -> Path | None:
    """The folder that holds a learner's rooms: the nearest marked one, else a clone's `work/`, or none."""
    for folder in (here, *here.parents):
        if (folder / MARK).is_dir():
            return folder
    if clone is not None and os.access(clone, os.W_OK):
        return clone / "work"
    return None


def _filled(file: Path, exercise: Exercise) -> Path:
    """`file`, made from the stub when it is not there; what is there is never touched."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as new:
            new.write(exercise.stub.read_bytes())
    return file


def read_submission(file: Path, shown: str) -> Submission:
    """The submission in `file`, named `shown` in its report. UsageError when it cannot be one."""
    try:
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
        with open(os.open(file, flags), "rb") as opened:  # noqa: PTH123 - opened without waiting for a fifo
            kind = os.fstat(opened.fileno())
            if not stat.S_ISREG(kind.st_mode):
                raise UsageError(f"`{shown}` is no regular file; name the file you wrote.")
            source = opened.read(MAX_SOURCE + 1)
    except OSError as error:
        raise UsageError(f"`{shown}` cannot be read: {error.strerror}.") from None
    if len(source) > MAX_SOURCE:
        raise UsageError(f"`{shown}` is larger than {MAX_SOURCE // 1024} KiB; is it the right file?")
    return Submission(shown, source)


class Progress:
    """What a learner has done, in a small readable file beside the work; nowhere without a working folder."""

    def __init__(self, file: Path | None, exercises: dict[str, dict[str, int]]) -> None:
        self._file = file
        self._exercises = exercises

    @classmethod
    def read(cls, folder: Path | None) -> Progress:
        """The progress kept in `folder`; empty when there is none. UsageError when it makes no sense."""
        if folder is None:
            return cls(None, {})
        file = folder / MARK / "progress.json"
        if not file.is_file():
            return cls(file, {})
        try:
            content = json.loads(file.read_text("utf-8"))
            if content["format"] != FORMAT:
                raise UsageError(f"`{file}` has format {content['format']}; this version reads {FORMAT}.")
            exercises = {str(id_): dict(entry) for id_, entry in content["exercises"].items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            raise UsageError(f"`{file}` cannot be understood; mend it, or move it away.") from None
        return cls(file, exercises)

    def hints(self, id_: str) -> int:
        """How many hints of an exercise were seen."""
        return int(self._exercises.get(id_, {}).get("hints", 0))

    def set_hints(self, id_: str, seen: int) -> None:
        """Notes how many hints were seen."""
        self._exercises.setdefault(id_, {})["hints"] = seen
        self._write()

    def _write(self) -> None:
        """Writes the file whole or not at all."""
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"format": FORMAT, "exercises": self._exercises}, indent=2) + "\n"
        new = self._file.with_suffix(".new")
        new.write_text(text, "utf-8")
        new.replace(self._file)
