"""Says in what simple way a result is wrong, when one simple way explains every value of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.diagnosis.candidates import Signatures
from grader.diagnosis.divergence import Found
from grader.diagnosis.matching import alike
from grader.models import Clue
from grader.wire import Handle

Array = NDArray[np.float64]
Scalars = dict[str, float]
Pair = tuple[Array, Array]

EXACT = 1e-6  # relative: how near a ratio must be to a quantity to be called by its name
LONGEST = 63  # bits of an int that NumPy still has a type for: longer ones are right answers nowhere
MIN_VALUES = 2  # a single number has some ratio to every other


def clue(found: Found, signatures: Signatures) -> Clue | None:
    """The first clue that explains all differing values of a divergence; None when none does.

    `signatures` give positional arguments and defaults their names.
    """
    pairs = [(np.asarray(e), np.asarray(g)) for _, e, g in found.parts if _numeric(e) and _numeric(g)]
    if not pairs or len(pairs) != len(found.parts):
        return None
    with np.errstate(all="ignore"):  # what a wrong submission returned may be infinite
        return _first_clue(pairs, found, signatures)


def _first_clue(pairs: list[Pair], found: Found, signatures: Signatures) -> Clue | None:
    for look in (_shape_clues, _value_clues, _history_clues):
        hint = look(pairs, found)
        if hint is not None:
            return hint
    return _ratio_clues(pairs, found, dict(_scalars(found, signatures)))


def _numeric(value: object) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biuf"
    if isinstance(value, int) and value.bit_length() > LONGEST:
        return False
    return isinstance(value, bool | int | float | np.number | np.bool_)


def _every(pairs: list[Pair], test: Callable[[Array, Array], bool]) -> bool:
    return all(test(expected, got) for expected, got in pairs)


def _shape_clues(pairs: list[Pair], _: Found) -> Clue | None:
    if _every(pairs, lambda e, g: e.ndim == 2 and e.shape[::-1] == g.shape and alike(e.T, g)):
        return Clue(name="transpose", text="The result is the transpose of the right one.")
    if any(expected.shape != got.shape for expected, got in pairs):
        if _every(pairs, lambda e, g: e.size == g.size and alike(e.reshape(-1), g.reshape(-1))):
            return Clue(name="shape", text="The values are right, only their shape is not.")
        return None
    return None


def _value_clues(pairs: list[Pair], found: Found) -> Clue | None:
    if any(expected.shape != got.shape or not np.isfinite(got).all() for expected, got in pairs):
        return None
    if _every(pairs, lambda e, g: alike(-e, g)):
        return Clue(name="sign", text="Every value has the opposite sign.")
    with np.errstate(all="ignore"):
        single = _every(pairs, lambda e, g: bool(np.array_equal(e.astype(np.float32), g.astype(np.float32))))
    if single:
        return Clue(
            name="float32", text="Right in single precision (float32); the rest of the digits is lost."
        )
    if _every(
        pairs, lambda e, g: e.size >= MIN_VALUES and alike(np.sort(e, axis=None), np.sort(g, axis=None))
    ):
        return Clue(name="order", text="The values are right, but not in their order.")
    for label, value in _inputs(found):
        if all(alike(value, got) for _, got in pairs):
            return Clue(name="input", text=f"The result equals {label}: it was handed back unchanged.")
    moved = [(e, g, s) for e, g, s in _moves(found) if s is not None]
    if moved and len(moved) == len(pairs):
        if all(alike(start, got) for _, got, start in moved):
            return Clue(name="unchanged", text="Nothing has moved: the result equals what was passed in.")
        if all(alike(start - (expected - start), got) for expected, got, start in moved):
            return Clue(
                name="direction", text="Every value moves by the right amount in the opposite direction."
            )
    return None


def _history_clues(pairs: list[Pair], found: Found) -> Clue | None:
    """The result is what the same call should have given one step earlier."""
    same = [e for e in found.right_before if (e.operation, e.target, e.name) == _who(found)]
    if not same:
        return None
    earlier = [
        part for part in (_part_of(same[-1].result, name) for name, _, _ in found.parts) if part is not None
    ]
    if len(earlier) == len(pairs) and all(
        alike(np.asarray(a), g) for a, (_, g) in zip(earlier, pairs, strict=True)
    ):
        return Clue(name="late", text="The result is the right one of the step before: one step late.")
    return None


def _who(found: Found) -> tuple[str, int, str]:
    return found.event.operation, found.event.target, found.event.name


def _part_of(result: Any, name: str) -> Any:
    for expected_name, value, _ in _flat(result):
        if expected_name == name:
            return value
    return None


def _flat(value: Any, name: str = "the result") -> Iterator[tuple[str, Any, None]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _flat(item, f"{name}[{key!r}]")
    elif isinstance(value, list | tuple):
        for i, item in enumerate(value):
            yield from _flat(item, f"{name}[{i}]")
    else:
        yield name, value, None


# ------------------------------------------------------------------------------------ ratios and offsets


def _ratio_clues(pairs: list[Pair], found: Found, scalars: Scalars) -> Clue | None:
    if any(expected.shape != got.shape for expected, got in pairs):
        return None
    moves = [(e - s, g - s) for e, g, s in _moves(found) if s is not None]
    if len(moves) == len(pairs):
        hint = _constant_ratio(
            moves, found, scalars, "Every update is {ratio} times as long as it should be{name}."
        )
        if hint is not None:
            return hint
    hint = _constant_ratio(pairs, found, scalars, "Every value is {ratio} times what it should be{name}.")
    if hint is not None:
        return hint
    gaps = np.concatenate([(g - e).reshape(-1) for e, g in pairs])
    if gaps.size >= MIN_VALUES and np.ptp(gaps) <= EXACT * abs(gaps[0]) and gaps[0]:
        return Clue(name="offset", text=f"Every value is off by the same {gaps[0]:.6g}.")
    return None


def _constant_ratio(pairs: list[Pair], found: Found, scalars: Scalars, text: str) -> Clue | None:
    expected = np.concatenate([e.reshape(-1) for e, _ in pairs]).astype(float)
    got = np.concatenate([g.reshape(-1) for _, g in pairs]).astype(float)
    counted = np.abs(expected) > EXACT * np.abs(expected).max(initial=0.0)
    if counted.sum() < MIN_VALUES or not np.allclose(got[~counted], expected[~counted], atol=1e-9):
        return None
    ratios = got[counted] / expected[counted]
    ratio = float(np.median(ratios))
    if (
        not math.isfinite(ratio)
        or np.abs(ratios - ratio).max() > EXACT * abs(ratio)
        or abs(ratio - 1) < EXACT
    ):
        return None
    names = [name for name, value in _quantities(found, scalars) if _near(ratio, value)]
    name = names[0] if len(names) == 1 else ""  # two names for one number explain nothing
    digits = 5 if abs(ratio - 1) > 1e-4 else 10  # enough to tell it from 1
    told = text.format(ratio=f"{ratio:.{digits}g}", name=f", and {name} = {ratio:.5g}" if name else "")
    return Clue(name="ratio", text=told)


def _near(a: float, b: float) -> bool:
    return math.isfinite(b) and abs(a - b) <= EXACT * abs(b)


def _moves(found: Found) -> Iterator[tuple[Array, Array, Array | None]]:
    """Each differing part with the argument it started from: the one of the same key and shape, if any."""
    first = found.event.args[0] if found.event.args else None
    for name, expected, got in found.parts:
        start = None
        if isinstance(first, dict):
            start = next((v for k, v in first.items() if name == f"the result[{k!r}]"), None)
        if not isinstance(start, np.ndarray) or start.shape != np.shape(expected):
            start = None
        yield np.asarray(expected), np.asarray(got), start


def _inputs(found: Found) -> Iterator[tuple[str, Any]]:
    for i, value in enumerate(found.event.args, 1):
        if isinstance(value, np.ndarray) and value.size >= MIN_VALUES:
            yield f"argument {i}", value
    for name, value in found.event.kwargs.items():
        if isinstance(value, np.ndarray) and value.size >= MIN_VALUES:
            yield f"`{name}`", value


def _quantities(found: Found, scalars: Scalars) -> Iterator[tuple[str, float]]:
    """The numbers of this call that have a name, and what is usually made of them; the simplest first."""
    for number, name in ((2.0, "2"), (0.5, "1/2"), (4.0, "4"), (0.25, "1/4")):
        yield name, number
    sizes = list(dict.fromkeys(_sizes(found)))
    for name, p in scalars.items():
        yield name, p
        if p:
            yield f"1/{name}", 1 / p
        if 0 < p < 1:
            yield f"1 - {name}", 1 - p
            yield f"1/(1 - {name})", 1 / (1 - p)
            yield f"sqrt(1 - {name})", math.sqrt(1 - p)
            yield f"1/sqrt(1 - {name})", 1 / math.sqrt(1 - p)
            yield f"sqrt({name})", math.sqrt(p)
    for a, p in scalars.items():
        for b, q in scalars.items():
            if a != b and 0 < p < 1 and 0 < q < 1:
                yield f"(1 - {a})/sqrt(1 - {b})", (1 - p) / math.sqrt(1 - q)
    for n in sizes:
        yield f"n = {n}", float(n)
        if n > 1:
            yield f"1/n with n = {n}", 1 / n
            yield f"sqrt((n - 1)/n) with n = {n}", math.sqrt((n - 1) / n)
            yield f"sqrt(n/(n - 1)) with n = {n}", math.sqrt(n / (n - 1))
            yield f"(n - 1)/n with n = {n}", (n - 1) / n
            yield f"n/(n - 1) with n = {n}", n / (n - 1)
            yield f"sqrt(n) with n = {n}", math.sqrt(n)
            yield f"1/sqrt(n) with n = {n}", 1 / math.sqrt(n)
    for m in sizes:
        for n in sizes:
            if m != n:
                yield f"sqrt({m}/{n})", math.sqrt(m / n)
                yield f"{m}/{n}", m / n


def _scalars(found: Found, signatures: Signatures) -> Iterator[tuple[str, float]]:
    """The numbers this call works with, by name: its own, and those its object was made with."""
    own = f".{found.event.name}" if found.event.target else found.event.name
    for event, name in ((found.event, own), *((maker, maker.name) for maker in _makers(found))):
        parameters = signatures.get(name, [])
        given = dict(zip((parameter for parameter, _ in parameters), event.args, strict=False))
        values = {**dict(parameters), **given, **event.kwargs}
        for parameter, value in values.items():
            if isinstance(value, int | float) and not isinstance(value, bool) and _numeric(value):
                yield parameter, float(value)


def _makers(found: Found) -> Iterator[Any]:
    target = found.event.target
    for event in reversed(found.before):
        if isinstance(event.result, Handle) and event.result.id == target and event.operation == "call":
            yield event
            target = event.target


def _sizes(found: Found) -> Iterator[int]:
    for value in (*found.event.args, *found.event.kwargs.values()):
        arrays = value.values() if isinstance(value, dict) else [value]
        for array in arrays:
            if isinstance(array, np.ndarray):
                yield from (int(n) for n in array.shape)
