"""Whether a way over a problem leads where it should."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.checks.comparing import same_shape
from grader.checks.failing import CheckFailed
from grader.checks.problems import Problem, Vector
from grader.checks.recording import measure


def reaches(problem: Problem, point: Vector, *, within: float, steps: int | None = None) -> None:
    """Passes when `point` lies within the share `within` of the start's distance to the minimiser."""
    same_shape(point, problem.start.shape, what=f"the point reached on the {problem.name}")
    left = measure(f"distance left on the {problem.name}", problem.distance(point))
    if not left <= within:
        after = f" after {steps} steps" if steps else ""
        share = (
            f"{left:.1%} of the way is" if np.isfinite(left) and left <= 1 else "more than the whole way is"
        )
        raise CheckFailed(f"On the {problem.name}{after} {share} left; at most {within:.1%} may be.")


def decreases(values: Sequence[float], *, to: float, what: str = "the loss") -> None:
    """Passes when the last of `values` is at most `to`, and it is lower than the first."""
    first, last = float(values[0]), measure(f"the end of {what}", float(values[-1]))
    if not (last <= to and last < first):
        raise CheckFailed(f"From {first:.3g} {what} should fall to {to:.3g} or below; it ends at {last:.3g}.")
