"""Where a learner's file is, and how it is read; never a file under `exercises/`."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from grader.errors import UsageError
from grader.models import Exercise, Submission

MAX_SOURCE = 1 << 20  # bytes: the longest honest submission seen has 30 KB
MARK = ".grade"


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
    for folder in (here, *here.parents):
        if (folder / MARK).is_dir():
            return _filled(folder / exercise.id / name, exercise)
    if clone is not None and os.access(clone, os.W_OK):
        return _filled(clone / "work" / exercise.id / name, exercise)
    raise UsageError(f"No `{name}` here; name your file: `grade exercise {exercise.number} FILE`.")


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
