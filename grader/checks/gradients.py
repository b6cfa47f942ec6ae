"""Whether a gradient is the derivative of a function, by central differences along random directions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.checks.comparing import real_numbers
from grader.checks.failing import CheckFailed
from grader.checks.probing import away_from_zero
from grader.checks.recording import measure, note_margin

STEP = 1e-5  # float64: truncation ~ h^2 = 1e-10 and rounding ~ 1e-16 / h = 1e-11 are near their best sum
RTOL = 1e-6  # a thousand times both errors above, for functions with curvature of size 1
DIRECTIONS = 3  # a wrong gradient that is right along three random directions is a matter of measure zero

Function = Callable[[NDArray[Any]], Any]


def gradient_matches(
    function: Function,
    x: NDArray[Any],
    gradient: NDArray[Any] | Callable[[Any], Any],
    rng: np.random.Generator,
    *,
    rtol: float = RTOL,
    what: str = "the gradient",
) -> None:
    """Passes when `gradient` is the derivative of `function` at the float64 array `x`.

    For a scalar function `gradient` is its gradient, an array of x's shape. For one that returns an array
    it is a callable: given an upstream gradient of that array's shape (random, never all ones, which
    would hide a wrong one behind batch norm or softmax) it returns the gradient with respect to `x`.
    Keep `x` further than 10 h = 1e-4 from kinks.
    """
    at = real_numbers(function(x), None, what="the function's value")
    upstream = np.ones(()) if at.ndim == 0 else away_from_zero(rng, at.shape)
    given = gradient(upstream) if callable(gradient) else gradient
    slope = real_numbers(given, x.shape, what=what)
    worst = 0.0
    for _ in range(DIRECTIONS):
        direction = away_from_zero(rng, x.shape)
        ahead = real_numbers(function(x + STEP * direction), at.shape, what="the function's value")
        behind = real_numbers(function(x - STEP * direction), at.shape, what="the function's value")
        measured = float((upstream * (ahead - behind)).sum() / (2 * STEP))
        claimed = float((slope * direction).sum())
        scale = max(float(np.abs(slope * direction).sum()), abs(measured), 1e-8)
        error = abs(measured - claimed) / scale
        worst = error if not error <= worst else worst
    measure(f"relative error of {what}", worst)
    note_margin(what, worst / rtol, "tolerance")
    if not worst <= rtol:
        text = f"{what[:1].upper()}{what[1:]} is not the slope of the function: relative error {worst:.1e}"
        raise CheckFailed(f"{text}, at most {rtol:.0e} comes from measuring it.")
