"""Whether a way over a problem leads where it should."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.checks.comparing import kind_of, real_numbers
from grader.checks.failing import CheckFailed
from grader.checks.problems import Problem, Vector
from grader.checks.recording import measure, note_margin


def reaches(problem: Problem, point: Vector, *, within: float, steps: int | None = None) -> None:
    """Passes when `point` lies within the share `within` of the start's distance to the minimiser."""
    point = real_numbers(point, problem.start.shape, what=f"the point reached on the {problem.name}")
    left = measure(f"distance left on the {problem.name}", problem.distance(point))
    note_margin(f"distance left on the {problem.name}", left / within, "bound")
    if not left <= within:
        after = f" after {steps} steps" if steps else ""
        share = (
            f"{left:.1%} of the way is" if np.isfinite(left) and left <= 1 else "more than the whole way is"
        )
        raise CheckFailed(f"On the {problem.name}{after} {share} left; at most {within:.1%} may be.")


def decreases(values: Sequence[float], *, to: float, what: str = "the loss") -> None:
    """Passes when the last of `values` is at most `to`, and it is lower than the first."""
    first, last = _end(values, 0, what), measure(f"the end of {what}", _end(values, -1, what))
    note_margin(what, (first - to) / (first - last) if last < first else np.inf, "bound")
    if not (last <= to and last < first):
        raise CheckFailed(f"From {first:.3g} {what} should fall to {to:.3g} or below; it ends at {last:.3g}.")


def _end(values: Sequence[float], position: int, what: str) -> float:
    """The first or the last value of a history, which may be a submission's own."""
    if not isinstance(values, list | tuple) and not (isinstance(values, np.ndarray) and values.ndim == 1):
        raise CheckFailed(f"The history of {what} should be a list of numbers, not {kind_of(values)}.")
    if len(values) == 0:
        raise CheckFailed(f"The history of {what} is empty.")
    return float(real_numbers(values[position], (), what=what))
