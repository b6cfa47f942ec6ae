"""The laws random results must follow: exact means, standard deviations and kurtosis."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """Of one draw: mean, standard deviation and kurtosis (fourth central moment over std^4)."""

    mean: float
    std: float
    kurtosis: float


@dataclass(frozen=True, slots=True)
class Count:
    """How many of `n` independent draws succeed, each with probability `p`."""

    n: int
    p: float


def normal(mean: float = 0.0, std: float = 1.0) -> Law:
    """The normal law; kurtosis 3."""
    return Law(mean, std, 3.0)


def uniform(low: float, high: float) -> Law:
    """The uniform law between `low` and `high`; kurtosis 9/5."""
    return Law((low + high) / 2, (high - low) / math.sqrt(12), 1.8)


def count(n: int, p: float) -> Count:
    """The binomial law of a count."""
    return Count(n, p)
