"""How a check says that a submission is wrong: one sentence without values, and the evidence."""

from __future__ import annotations

from typing import NoReturn

from grader.models import Evidence


class CheckFailed(AssertionError):  # noqa: N818 - it says what happened, as a verdict does
    """A submission failed a check. `message` holds no value of a probe: it is shown at lower levels too."""

    def __init__(self, message: str, *evidence: Evidence) -> None:
        super().__init__(message)
        self.message = message
        self.evidence = evidence


def fail(message: str) -> NoReturn:
    """Fails the check with one sentence to the learner; say what is wrong, without values of the probe."""
    raise CheckFailed(message)
