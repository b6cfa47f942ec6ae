"""Finds the submissions in a folder that strangers filled, and reads them without following where they lead.

Names are data: they are never part of a pattern, and a file is opened below its own folder only.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.models import Submission, cleaned
from grader.workspace import MAX_SOURCE

MAX_ENTRIES = 1000  # of one learner's folder: more are not looked at


@dataclass(frozen=True, slots=True)
class Found:
    """One learner's entry: the file to grade, or one sentence why there is none.

    `missing` tells an absent file from one that must not be read.
    """

    learner: str
    file: str = ""
    problem: str = ""
    missing: bool = False


def find(source: Path, name: str) -> list[Found]:
    """One entry for each folder in `source`, by name; `name` is the file asked for, such as `adam.py`.

    UsageError when `source` is no folder, or holds none.
    """
    try:
        entries = sorted(each.name for each in source.iterdir())
    except OSError as error:
        raise UsageError(f"`{source}` cannot be read: {error.strerror}.") from None
    found = []
    for entry in entries:
        kind = os.lstat(source / entry).st_mode
        learner = os.fsencode(entry).decode("utf-8", "backslashreplace")  # no two of them become one
        if entry.startswith(".") or entry == "__MACOSX":
            continue
        if stat.S_ISLNK(kind):
            found.append(Found(learner, problem="The folder is a link; hand in the folder itself."))
        elif stat.S_ISDIR(kind):
            found.append(_in_folder(source, entry, learner, name))
    if not found:
        raise UsageError(f"`{source}` holds no folder; bulk expects one for each learner.")
    return found


def _in_folder(source: Path, entry: str, learner: str, name: str) -> Found:
    try:
        with os.scandir(source / entry) as listing:
            names = [each.name for each, _ in zip(listing, range(MAX_ENTRIES), strict=False)]
    except OSError as error:
        return Found(learner, problem=f"The folder cannot be read: {error.strerror}.")
    if name in names or os.path.lexists(source / entry / name):
        return Found(learner, file=os.path.join(entry, name))  # noqa: PTH118 - names may hold any byte
    modules = sorted(each for each in names if each.endswith(".py") and not each.startswith("."))
    if len(modules) == 1:
        return Found(learner, file=os.path.join(entry, modules[0]))  # noqa: PTH118 - names may hold any byte
    has = ", ".join(f"`{cleaned(each, 40)}`" for each in modules[:5])
    text = f"There is no `{name}`; there are {has}." if modules else f"There is no `{name}`."
    return Found(learner, problem=text, missing=True)


def shown(file: str) -> str:
    """The name of a file as it can be shown and written: whatever its bytes are, on one line."""
    return " ".join(cleaned(os.fsencode(file).decode("utf-8", "replace"), 200).split("\n"))


def read(source: Path, file: str) -> Submission:
    """The submission in `file`, a folder and a name below `source`. UsageError unless it is a plain file."""
    folder, _, name = file.rpartition(os.sep)
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with (
            _opened(source / folder, flags | os.O_DIRECTORY, None) as below,
            _opened(name, flags, below) as one,
        ):
            kind = os.fstat(one)
            if not stat.S_ISREG(kind.st_mode):
                raise UsageError("The file is no regular file; hand in the file you wrote.")
            if kind.st_nlink > 1:
                raise UsageError("The file is a hard link; hand in a file of your own.")
            if kind.st_size > MAX_SOURCE:
                raise UsageError(f"The file is larger than {MAX_SOURCE // 1024} KiB.")
            return Submission(shown(file), _content(one))
    except OSError as error:
        link = error.errno in (40, 20)  # ELOOP, ENOTDIR
        why = "is a link; hand in the file itself" if link else f"cannot be read: {error.strerror}"
        raise UsageError(f"The file {why}.") from None


def _content(descriptor: int) -> bytes:
    data = b""
    while len(data) <= MAX_SOURCE:
        piece = os.read(descriptor, MAX_SOURCE + 1 - len(data))
        if not piece:
            return data
        data += piece
    raise UsageError(f"The file is larger than {MAX_SOURCE // 1024} KiB.")


@contextlib.contextmanager
def _opened(name: Path | str, flags: int, below: int | None) -> Iterator[int]:
    descriptor = os.open(name, flags, dir_fd=below)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
