"""Whether a random result follows its law: within six standard deviations of the exact sampling law.

A right submission falls outside by chance once in 5e8 (normal tails); so that the tails are normal, small
samples are refused: n p (1 - p) >= 1,000 for counts, n >= 10,000 for means and standard deviations.
"""

from __future__ import annotations

import math

from grader.checks.comparing import real_numbers
from grader.checks.failing import CheckFailed
from grader.checks.laws import Count, Law
from grader.checks.recording import measure, note_margin

SIGMAS = 6
MIN_VARIANCE = 1000  # of a count: below it the binomial's tails are fatter than the normal's
MIN_SAMPLE = 10_000  # of a mean or a standard deviation, for the same reason


def within_sigma(got: object, law: Law | Count, *, what: str = "the draws") -> None:
    """Passes when a count, or the mean and the standard deviation of an array, fit `law` at 6 sigma.

    ValueError when the sample is too small for the normal tails this relies on.
    """
    if isinstance(law, Count):
        variance = law.n * law.p * (1 - law.p)
        if variance < MIN_VARIANCE:
            raise ValueError(f"{what}: n p (1 - p) is {variance:.0f}, it must be at least {MIN_VARIANCE}")
        share = float(real_numbers(got, (), what=what)) / law.n
        _judge(f"the share of {what}", share, law.p, math.sqrt(variance) / law.n)
        return
    sample = real_numbers(got, None, what=what)
    n = sample.size
    if n < MIN_SAMPLE:
        raise ValueError(f"{what}: a sample of {n} is too small, it must have at least {MIN_SAMPLE}")
    _judge(f"the mean of {what}", float(sample.mean()), law.mean, law.std / math.sqrt(n))
    # The variance of a sample's standard deviation is about std^2 (kurtosis - 1) / (4 n).
    spread = law.std * math.sqrt((law.kurtosis - 1) / (4 * n))
    _judge(f"the standard deviation of {what}", float(sample.std()), law.std, spread)


def _judge(what: str, value: float, expected: float, sigma: float) -> None:
    measure(what, value, sigma)
    note_margin(what, abs(value - expected) / (SIGMAS * sigma), "chance")
    if not abs(value - expected) <= SIGMAS * sigma:
        band = f"{expected:.4g} ± {SIGMAS * sigma:.2g}"
        raise CheckFailed(f"{what[:1].upper()}{what[1:]} is {value:.4g}; it should be {band}.")
