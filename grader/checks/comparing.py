"""Compares what a submission returned with what it should be: type, shape, finiteness, then values.

The first thing that is wrong is what the learner is told; a scalar never matches an array, NaN never passes.
"""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from grader.checks.failing import CheckFailed
from grader.checks.recording import note_margin
from grader.models import Comparison, excerpt

RTOL = 1e-9  # a million roundings of float64 (2e-16 each), and far below what any mistake moves
ATOL = 1e-12  # the same around zero, for values of size 1 that cancel

Problem = Literal["type", "shape", "finite", "values"]


def close(
    got: object, expected: object, *, rtol: float = RTOL, atol: float = ATOL, what: str = "the result"
) -> None:
    """Passes when `got` equals `expected` within `atol + rtol * abs(expected)`, entry by entry.

    Arrays need the same shape; a NumPy number, a Python number and a 0-d array are all scalars; the dtype is
    free. Dicts need the same keys, lists and tuples the same length, and are compared entry by entry; texts,
    booleans and None must be equal. Infinite values must be expected to be allowed.
    """
    if isinstance(expected, dict):
        _close_dict(got, expected, rtol, atol, what)
    elif isinstance(expected, list | tuple):
        _close_sequence(got, expected, rtol, atol, what)
    elif isinstance(expected, str | bytes | bool | np.bool_) or expected is None:
        same_kind = isinstance(got, bool | np.bool_) == isinstance(expected, bool | np.bool_)
        if not same_kind or not isinstance(got, str | bytes | bool | np.bool_ | None) or got != expected:
            raise CheckFailed(f"{_capital(what)} is not what it should be.", _plain(what, expected, got))
    else:
        _close_numbers(got, np.asarray(expected), rtol, atol, what)


def same_shape(got: object, expected: object, *, what: str = "the result") -> None:
    """Passes when `got` is an array (or a scalar) of the shape `expected`, or of the shape of that array."""
    shape = expected if isinstance(expected, tuple) else np.shape(np.asarray(expected))
    array = _as_numbers(got, len(shape) == 0, what, excerpt_of=None)
    if array.shape != shape:
        raise _shape_failure(array, shape, None, what)


def _close_numbers(got: object, expected: NDArray[Any], rtol: float, atol: float, what: str) -> None:
    array = _as_numbers(got, expected.ndim == 0, what, excerpt_of=expected)
    if array.dtype.kind == "c" and expected.dtype.kind != "c":
        text = f"{_capital(what)} should be real, not complex."
        raise CheckFailed(text, _plain(what, expected, got, problem="type"))
    if array.shape != expected.shape:
        raise _shape_failure(array, expected.shape, expected, what)
    with np.errstate(all="ignore"):
        error = np.abs(_floating(array) - _floating(expected))
        scale = np.abs(_floating(expected))
        allowed = atol + rtol * scale
        same = (array == expected) | (error <= allowed) & np.isfinite(scale)  # inf <= inf is no match
        used = np.where(array == expected, 0.0, error / np.maximum(allowed, 1e-300))
        relative = np.divide(error, scale, out=np.zeros(error.shape), where=(scale > 0) & np.isfinite(error))
    if expected.size:
        note_margin(what, float(np.max(np.where(np.isnan(used), np.inf, used))), "tolerance")
    if same.all():
        return
    broken = ~np.isfinite(array) & ~same
    problem: Problem = "finite" if broken.any() else "values"
    first = tuple(int(i) for i in np.argwhere(broken if broken.any() else ~same)[0])
    wrong = error[~same & np.isfinite(error)]
    count = int((~same).sum())
    evidence = Comparison(
        what=what,
        problem=problem,
        shape=expected.shape,
        got_shape=array.shape,
        size=expected.size,
        n_differing=count,
        first_index=first,
        max_abs=_finite(wrong.max()) if wrong.size else None,
        max_rel=_finite(relative[~same].max()) if wrong.size else None,
        tolerance=_tolerance(rtol, atol),
        expected=excerpt(expected, first) if expected.ndim else excerpt(expected.item()),
        got=excerpt(array, first) if array.ndim else excerpt(got),
    )
    raise CheckFailed(_values_message(what, problem, count, expected.size, first), evidence)


def _values_message(what: str, problem: Problem, count: int, size: int, first: tuple[int, ...]) -> str:
    place = f" at {list(first)}" if first else ""
    if problem == "finite":
        return f"{_capital(what)} is not a finite number{place}."
    if size == 1:
        return f"{_capital(what)} is not what it should be."
    return f"{_capital(what)}: {count} of {size} values differ, the first{place}."


def _as_numbers(got: object, scalar: bool, what: str, excerpt_of: object) -> NDArray[Any]:
    """`got` as an array of numbers; CheckFailed when it is none, or a Python container of them."""
    if isinstance(got, np.ndarray | np.generic) and got.dtype.kind in "biufc":
        return np.asarray(got)
    if isinstance(got, int | float | complex):
        return np.asarray(_float_of(got) if isinstance(got, int) else got)
    wanted = "a number" if scalar else "an array of numbers"
    raise CheckFailed(
        f"{_capital(what)} should be {wanted}, not {kind_of(got)}.",
        _plain(what, excerpt_of, got, problem="type"),
    )


def real_numbers(got: object, shape: tuple[int, ...] | None, *, what: str) -> NDArray[np.float64]:
    """`got` as real numbers of a shape, of any shape for None. CheckFailed when it is something else."""
    array = _as_numbers(got, shape == (), what, excerpt_of=None)
    if array.dtype.kind == "c":
        text = f"{_capital(what)} should be real, not complex."
        raise CheckFailed(text, _plain(what, None, got, problem="type"))
    if shape is not None and array.shape != shape:
        raise _shape_failure(array, shape, None, what)
    with np.errstate(over="ignore"):  # a long double beyond float64 is infinite
        return array.astype(float)


def _floating(array: NDArray[Any]) -> NDArray[Any]:
    """`array` in floating point: the difference of two integers can wrap round to a small one."""
    return array if array.dtype.kind in "fc" else array.astype(float)


def _float_of(number: int) -> float:
    try:
        return float(number)
    except OverflowError:  # more than 308 digits
        return math.inf if number > 0 else -math.inf


def _finite(size: Any) -> float | None:
    """The size of an error, None where float64 cannot hold it."""
    number = float(size)
    return number if math.isfinite(number) else None


def kind_of(value: object) -> str:
    """What to call a value in a sentence: `None`, a list, an array of texts. No name the submission chose."""
    if value is None:
        return "`None` (is a `return` missing?)"
    if isinstance(value, np.ndarray):
        return "an array of texts" if value.dtype.kind == "U" else f"an array of dtype {value.dtype}"
    if isinstance(value, list | tuple | dict | set | str | bool):
        return f"a {type(value).__name__}"
    mine = hasattr(type(value), "__handle__")  # a proxy: its type is the submission's
    return "an object of your own" if mine else f"an object of type `{type(value).__name__}`"


def _shape_failure(
    got: NDArray[Any], shape: tuple[int, ...], expected: NDArray[Any] | None, what: str
) -> CheckFailed:
    wanted = f"shape {shape}" if shape else "a single number"
    has = f"shape {got.shape}" if got.shape else "a single number"
    evidence = Comparison(
        what=what,
        problem="shape",
        shape=shape,
        got_shape=got.shape,
        expected=None if expected is None else excerpt(expected),
        got=excerpt(got),
    )
    return CheckFailed(f"{_capital(what)} should have {wanted}, it has {has}.", evidence)


def _close_dict(got: object, expected: dict[Any, Any], rtol: float, atol: float, what: str) -> None:
    if not isinstance(got, dict):
        text = f"{_capital(what)} should be a dict, not {kind_of(got)}."
        raise CheckFailed(text, _plain(what, expected, got, problem="type"))
    if set(got) != set(expected):
        text = f"{_capital(what)} should have the keys {_keys(expected)} and no other."
        raise CheckFailed(text, _plain(what, expected, got, problem="shape"))
    for key, value in expected.items():
        close(got[key], value, rtol=rtol, atol=atol, what=f"{what}[{key!r}]")


def _close_sequence(
    got: object, expected: list[Any] | tuple[Any, ...], rtol: float, atol: float, what: str
) -> None:
    if not isinstance(got, list | tuple):
        text = f"{_capital(what)} should be a list or a tuple, not {kind_of(got)}."
        raise CheckFailed(text, _plain(what, expected, got, problem="type"))
    if len(got) != len(expected):
        text = f"{_capital(what)} should have {len(expected)} entries, it has {len(got)}."
        raise CheckFailed(text, _plain(what, expected, got, problem="shape"))
    for i, value in enumerate(expected):
        close(got[i], value, rtol=rtol, atol=atol, what=f"{what}[{i}]")


def _plain(what: str, expected: object, got: object, problem: Problem = "values") -> Comparison:
    shown = None if expected is None and problem == "type" else excerpt(expected)
    return Comparison(what=what, problem=problem, size=1, n_differing=1, expected=shown, got=excerpt(got))


def _keys(value: dict[Any, Any]) -> str:
    return ", ".join(repr(key)[:40] for key in list(value)[:8]) or "none"


def _tolerance(rtol: float, atol: float) -> str:
    parts = [f"relative {rtol:g}"] * (rtol > 0) + [f"absolute {atol:g}"] * (atol > 0)
    return ", ".join(parts) or "none"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text.startswith("the ") else f"`{text}`"
