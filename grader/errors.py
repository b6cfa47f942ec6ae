"""Whose failure it is, told by type; the command line alone turns these into exit codes.

    BackgradeError
    ├── UsageError       the user's: a wrong id, a file that is not there
    ├── CourseError      the author's: a file of the course says something wrong
    └── InternalError    ours: neither gives nor takes points

A learner's failure is no exception but a value: a check's outcome in a report.
"""

from __future__ import annotations

from pathlib import Path


class BackgradeError(Exception):
    """Root of what a command may end with; `exit_code` is the process's."""

    exit_code = 3


class UsageError(BackgradeError):
    """Something the user can type differently; the message says how."""

    exit_code = 2


class CourseError(BackgradeError):
    """A file of the course is wrong: which one, which field, and what it should be."""

    exit_code = 2

    def __init__(self, file: Path | str, field: str, sentence: str) -> None:
        self.file = str(file)
        self.field = field
        self.sentence = sentence
        place = f"{self.file}: `{field}`" if field else self.file
        super().__init__(f"{place}: {sentence}")


class InternalError(BackgradeError):
    """Our fault: the grader, not the submission, broke."""
