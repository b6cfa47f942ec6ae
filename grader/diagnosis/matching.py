"""Whether two runs of the same check under the same seed show the same behaviour, and where they part."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.judge.transcript import CheckRun, Ours
from grader.models import Measurement
from grader.sandbox.conversation import Event
from grader.wire import Handle

RTOL = 1e-7  # between two right ways to compute the same: rounding, and what six steps make of it
ATOL = 1e-11  # the same for values of size 1 that cancel
SIGMAS = 6  # as for every statistical comparison: the false alarms of `within_sigma`


def agree(one: CheckRun, other: CheckRun) -> bool:
    """Whether two runs cannot be told apart.

    Runs in which the submission drew random numbers are compared by what was measured, within both
    sampling deviations; all others call by call.
    """
    if one.random or other.random:
        return one.outcome == other.outcome and _measured_alike(one, other)
    return one.outcome == other.outcome and first_difference(one, other) is None


def first_difference(one: CheckRun, other: CheckRun) -> int | None:
    """The first event at which two runs part, None when they never do."""
    for i, (a, b) in enumerate(zip(one.events, other.events, strict=False)):
        if not same_event(a, b):
            return i
    if len(one.events) != len(other.events):
        return min(len(one.events), len(other.events))
    return None


def same_event(a: Event, b: Event) -> bool:
    """Whether two events ask the same and are answered alike."""
    return same_question(a, b) and same_answer(a, b)


def same_question(a: Event, b: Event) -> bool:
    """Whether two events ask the same."""
    asked = (a.operation, a.target, a.name) == (b.operation, b.target, b.name)
    return asked and alike(a.args, b.args) and alike(a.kwargs, b.kwargs)


def same_answer(a: Event, b: Event) -> bool:
    """Whether two events are answered alike; of an exception only its nearest built-in kind counts."""
    if bool(a.changed) != bool(b.changed):
        return False
    if a.ended is not None or b.ended is not None:
        return a.ended is not None and b.ended is not None and a.ended.outcome == b.ended.outcome
    if a.error is not None or b.error is not None:
        both = a.error is not None and b.error is not None
        return both and a.error.builtin_bases[0] == b.error.builtin_bases[0]  # type: ignore[union-attr]
    return alike(a.result, b.result)


def alike(a: Any, b: Any) -> bool:
    """Whether two values are the same but for rounding; NaN is like NaN, a scalar never like an array."""
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return isinstance(a, np.ndarray) and isinstance(b, np.ndarray) and _arrays_alike(a, b)
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(alike(v, b[k]) for k, v in a.items())
    if isinstance(a, list | tuple):
        same = isinstance(b, list | tuple) and len(a) == len(b)
        return same and all(alike(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, Handle):
        return isinstance(b, Handle) and a.id == b.id
    if isinstance(a, Ours):
        return isinstance(b, Ours)
    if isinstance(a, int) and isinstance(b, int):
        return a == b
    if _is_number(a) and _is_number(b):
        return _arrays_alike(_array_of(a), _array_of(b))
    return type(a) is type(b) and bool(a == b)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | complex | np.number | np.bool_)


def _array_of(number: Any) -> np.ndarray[Any, Any]:
    """`number` in an array; an int of more than 308 digits is infinite there."""
    try:
        return np.asarray(float(number) if isinstance(number, int) else number)
    except OverflowError:
        return np.asarray(math.inf if number > 0 else -math.inf)


def _arrays_alike(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> bool:
    if a.shape != b.shape:
        return False
    if a.dtype == b.dtype and a.tobytes() == b.tobytes():  # nearly always, and fifty times as fast
        return True
    if a.dtype.kind == "U" or b.dtype.kind == "U":
        return a.dtype.kind == b.dtype.kind and bool((a == b).all())
    if a.dtype.kind in "biu" and b.dtype.kind in "biu":  # whole numbers are never nearly the same
        return bool((a == b).all())
    with np.errstate(all="ignore"):
        return bool(np.allclose(a, b, rtol=RTOL, atol=ATOL, equal_nan=True))


def _measured_alike(one: CheckRun, other: CheckRun) -> bool:
    first, second = one.notes.measurements, other.notes.measurements
    if [m.what for m in first] != [m.what for m in second]:
        return False
    if not first:  # nothing was measured: only a failure of the same kind, at the same call, is the same
        failed = one.events and one.events[-1].error is not None
        return bool(failed and len(one.events) == len(other.events) and _fail_alike(one, other))
    return all(_numbers_alike(a, b) for a, b in zip(first, second, strict=True))


def _fail_alike(one: CheckRun, other: CheckRun) -> bool:
    a, b = one.events[-1].error, other.events[-1].error
    return a is not None and b is not None and a.builtin_bases[0] == b.builtin_bases[0]


def _numbers_alike(a: Measurement, b: Measurement) -> bool:
    if isinstance(a.value, str) or isinstance(b.value, str):
        return a.value == b.value
    spread = math.sqrt(a.sigma**2 + b.sigma**2)
    allowed = SIGMAS * spread if spread else 1e-9 * max(1.0, abs(a.value))
    return abs(a.value - b.value) <= allowed
