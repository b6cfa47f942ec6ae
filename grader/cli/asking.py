"""What several commands ask of the command line: the course, the tier, whether to use colour."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import click

from grader.course import Course, find_course


def course_of(context: click.Context) -> Course:
    """The course named by `--course`, or the shipped one."""
    given = context.find_root().obj
    return find_course(Path(given) if given else None)


def use_color() -> bool:
    """Whether standard output is a terminal whose user has not asked for none (`NO_COLOR`)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def shown(file: Path) -> str:
    """How a file is named to its owner: relative to where they are, when it lies below; fit for a screen."""
    name = str(file)
    with contextlib.suppress(ValueError):
        name = os.path.relpath(file) if not file.is_absolute() else name
    with contextlib.suppress(ValueError):
        name = str(file.resolve().relative_to(Path.cwd()))
    return "".join(letter if letter.isprintable() else "?" for letter in name)
