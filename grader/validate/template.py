"""Makes a new room: every file an exercise has, each saying after `TODO:` what its author must put there.

The files are valid as they stand, so that `validate` reads them and lists what is still to do.
"""

from __future__ import annotations

import keyword
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course
from grader.errors import UsageError

_ID = re.compile(r"[0-9]{2}_[a-z][a-z0-9]*(_[a-z0-9]+)*")
_TAKEN = frozenset({"checks", "numpy", "grader", *keyword.kwlist, *sys.stdlib_module_names})


@dataclass(frozen=True, slots=True)
class Made:
    """One file or folder of a new room, and what it is for."""

    path: Path
    purpose: str


def make_room(course: Course, id_: str) -> list[Made]:
    """Makes `exercises/ID` and `reference/ID`; nothing that is there is ever written over.

    UsageError for an id that is no id, that is taken in part or whole, or where nothing can be written.
    """
    _refuse(course, id_)
    module = id_.partition("_")[2]
    spoken = module.replace("_", " ")
    words = {"name": module, "words": spoken, "title": spoken.capitalize()}
    room, reference = course.folder / "exercises" / id_, course.folder / "reference" / id_
    files = [
        (room / "README.md", "what learners read first", _README),
        (room / "exercise.toml", "title, names to define, hints", _EXERCISE),
        (room / f"{module}.py", "the stub learners start from", _STUB),
        (room / "checks.py", "the hidden checks", _CHECKS),
        (reference / f"{module}.py", "the solution", _REFERENCE),
        (reference / "mistakes.toml", "known mistakes: what each fails, what it says", _MISTAKES),
    ]
    accepted = Made(reference / "accepted", "right solutions in other styles, two or more")
    made: list[Path] = []
    try:
        for folder in (room, reference, accepted.path):
            folder.mkdir(parents=True)
            made.append(folder)
        for file, _, text in files:
            with file.open("x", encoding="utf-8", newline="\n") as new:
                made.append(file)
                new.write(text.format(**words))
    except OSError as error:
        for path in reversed(made):  # half a room would be in the way of the next try
            path.rmdir() if path.is_dir() else path.unlink()
        raise UsageError(f"`{error.filename}` cannot be made: {error.strerror}.") from None
    return [*(Made(file, purpose) for file, purpose, _ in files), accepted]


def _refuse(course: Course, id_: str) -> None:
    if course.shipped:
        raise UsageError("The installed course cannot be added to; name yours: `grade --course DIR new ID`.")
    if not _ID.fullmatch(id_):
        text = f"`{id_}` is no id: it is two digits, an underscore and a name in small letters"
        raise UsageError(f"{text}, such as `49_weight_decay`.")
    number, _, name = id_.partition("_")
    if name in _TAKEN:
        raise UsageError(f"A file `{name}.py` would hide something of that name; choose another one.")
    for other in course.ids:
        if other == id_:
            raise UsageError(f"`{id_}` is there already; choose another id, or go on with it.")
        if other.partition("_")[0] == number:
            raise UsageError(f"The number {number} is taken by `{other}`; choose another one.")
        if other.partition("_")[2] == name:
            raise UsageError(f"The name `{name}` is taken by `{other}`; choose another one.")
    for folder in ("exercises", "reference"):
        if (course.folder / folder / id_).exists():
            raise UsageError(f"`{folder}/{id_}` is there already; remove it, or choose another id.")


_README = """\
# {title}

TODO: the idea, in words a beginner understands: what it is for, what goes wrong without it.

## The formula

TODO: the formula in the source's symbols, and a table: symbol, argument of the function, meaning.

## In numbers

TODO: a worked example, as lines that start with `>>>`; they are run, with the reference loaded.

## Write it

TODO: what `{name}.py` must define: names, what they take and return, which errors they raise.

## Out of scope

TODO: what learners may know of it but need not write here.

## Source

TODO: author, title, year; below it "Errata" where course texts say something else.
"""

_EXERCISE = """\
format = 1
title = "{title}"
entry_points = ["{name}"]  # TODO: every name that a learner's file must define
after = []  # the rooms that come before, such as "10_momentum"
source = "TODO: author, year, title, and the place in it"
quiz = "TODO: the quiz that goes with it, such as q02_gradient_descent"
minutes = 20
hints = [
    "TODO: the idea, for somebody who does not know where to begin.",
    "TODO: the formula, and what each part of it is called in the code.",
    "TODO: the way through the code, line by line, in words.",
]
"""

_STUB = '''\
"""TODO: what this module is about, the formula in the source's symbols, and the source."""

import numpy as np


def {name}(x):  # TODO: the names and arguments a learner shall fill in, as in the reference
    """TODO: what it returns, the shapes of what it is given, and which errors it raises."""
    raise NotImplementedError
'''

_CHECKS = '''\
"""Hidden checks of {words}. TODO: five to twelve, and where what they state comes from."""

from grader.checks import away_from_zero, check, close


@check(points=9, hint="TODO: a question whose answer is what went wrong.")
def test_first_property(submission, rng):
    """TODO: what must hold, in a sentence a learner reads."""
    x = away_from_zero(rng, (2, 3))

    close(submission.{name}(x), x, what="{name}(x)")  # TODO: what must come out, never by the reference
'''

_REFERENCE = '''\
"""TODO: what it is, by which source; and an example in numbers, as lines that start with `>>>`."""

import numpy as np


def {name}(x):
    """TODO: what it returns, in a line."""
    raise NotImplementedError
'''

_MISTAKES = """\
# Known mistakes: edits on {name}.py beside this file, the checks each must fail, and what it says.
# TODO: four or more, so that every check is failed by one. Each is written like this:
#
# [[mistake]]
# name = "uphill"
# edits = [{{ find = "w - lr * g", put = "w + lr * g" }}]
# fails = ["test_first_property"]
# says = "The step goes the wrong way. Which way does the gradient point?"
"""
