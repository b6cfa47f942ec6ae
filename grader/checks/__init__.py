"""Everything the author of an exercise imports to write its checks; `docs/authors.md` is its page.

A check states what must hold of a submission in closed form, by an invariant, by finite differences, by a
problem whose minimiser is known, or by a short transcription of the definition: never by the reference.
"""

from grader.checks import laws, problems
from grader.checks.calling import Spy, calls, lend, raises, stable
from grader.checks.chance import within_sigma
from grader.checks.comparing import close, same_shape
from grader.checks.converging import decreases, reaches
from grader.checks.failing import CheckFailed, fail
from grader.checks.gradients import gradient_matches
from grader.checks.marking import check
from grader.checks.probing import away_from_zero
from grader.checks.recording import attach, measure

__all__ = [
    "CheckFailed",
    "Spy",
    "attach",
    "away_from_zero",
    "calls",
    "check",
    "close",
    "decreases",
    "fail",
    "gradient_matches",
    "laws",
    "lend",
    "measure",
    "problems",
    "raises",
    "reaches",
    "same_shape",
    "stable",
    "within_sigma",
]
