"""Frames: every kind that crosses arrives unchanged, all else is a name, garbage is a Violation."""

from __future__ import annotations

import collections
import contextlib
import enum
import itertools
import math
import os
import socket
import struct
import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgpack
import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from grader.wire import (
    GENERATOR,
    HANDLE,
    HEADER,
    MAX_DEPTH,
    MAX_FRAME,
    MAX_HEAD,
    MAX_RANGE,
    TOKEN,
    Codec,
    Descriptors,
    GeneratorState,
    Line,
    TooLarge,
    Violation,
    passed_through,
)


class Shelf:
    """Names what is not plain by its place on a shelf, and finds it there again."""

    def __init__(self) -> None:
        self.things: list[object] = []

    def name(self, value: object) -> tuple[int, object]:
        self.things.append(value)
        return HANDLE, [len(self.things) - 1, type(value).__name__, callable(value)]

    def find(self, code: int, payload: Any) -> object:
        match payload:
            case [int() as place, str(), bool()] if code == HANDLE and place < len(self.things):
                return Named(self.things[place])
        raise Violation("nobody named that")


class Named(NamedTuple):
    """What has stayed on the other side."""

    thing: object


def crossed(value: object) -> Any:
    """`value` as it arrives on the other side."""
    shelf = Shelf()
    return passed_through(value, Codec(shelf), Codec(shelf))


def alike(one: Any, other: Any) -> bool:
    """Whether two values are the same to the last bit, types and the order of dicts included."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray | np.generic):
        if one.dtype != other.dtype or one.shape != other.shape:
            return False
        if one.dtype.char in "gG":  # their bytes hold padding of no meaning
            return np.array_equal(one, other, equal_nan=True)
        return bool(one.tobytes() == other.tobytes())
    if isinstance(one, float):
        return struct.pack("<d", one) == struct.pack("<d", other)
    if isinstance(one, complex):
        return alike(one.real, other.real) and alike(one.imag, other.imag)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return len(one) == len(other) and all(map(alike, one.items(), other.items()))
    return bool(one == other)


# ---------------------------------------------------------------- what crosses

PLAIN: list[object] = [
    None, True, False, 0, -1, 2**63, 2**64, -(2**63), -(2**63) - 1, 10**3999, -(10**3999),
    0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 1.5 - 2j, complex(math.nan, -0.0),
    "", "ö", "a\0b", "\ud800", "x" * 70_000, b"", b"\0\xff", b"x" * 70_000,
    [], [[]], (), (1,), ((), ([],)), set(), {1, "a", None}, frozenset({(1, 2)}),
    {}, {None: 1, True: 2, 3: 4, 1.5: 5, "a": 6, b"b": 7, (1, ("c",)): 8}, {"b": 1, "a": 2},
    range(3), range(10, 0, -2), range(2**70, 2**70 + 9), range(MAX_RANGE), range(0),
    slice(None), slice(1, None, -1), ...,
]  # fmt: skip

ARRAYS = [
    *(np.eye(2, 3).astype(kind) for kind in "? i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 g F D G".split()),
    np.arange(3, dtype=">f8"), np.arange(3, dtype=">u2"), np.array(["", "a", "öl", "\U0001f600"]),
    np.array(3.5), np.array(True), np.zeros(0), np.zeros((0, 3)), np.zeros((2, 0, 3)), np.zeros((1,) * 32),
    np.arange(4000.0), np.arange(4000.0).reshape(40, 100).T, np.array(["x" * 2000, "ö"]),
    np.arange(12.0).reshape(3, 4).T, np.arange(10)[::-2], np.asfortranarray(np.ones((2, 3))),
    np.broadcast_to(np.float32(2), (2, 2)), np.array([math.nan, math.inf, -0.0]), np.zeros(2, "U0"),
]  # fmt: skip

SCALARS = [
    np.float64(1.5), np.float32(1.5), np.float16(1.5), np.longdouble(1) / 3, np.int8(-3),
    np.uint64(2**64 - 1), np.bool_(True), np.complex64(1 + 2j), np.clongdouble(1j),
    np.str_("öl"), np.str_(""), np.float64("nan"), np.array([1, 2], ">i4")[0],
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: repr(value)[:24])
def test_a_plain_value_arrives_unchanged(value: object) -> None:
    assert alike(crossed(value), value)


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: f"{array.dtype.str}{array.shape}")
def test_an_array_arrives_unchanged_in_rows_and_writable(array: np.ndarray[Any, Any]) -> None:
    arrived = crossed([array])[0]

    assert alike(arrived, np.ascontiguousarray(array).reshape(array.shape))
    assert arrived.flags.c_contiguous
    assert arrived.flags.writeable
    assert arrived.flags.owndata


@pytest.mark.parametrize("scalar", SCALARS, ids=lambda scalar: f"{type(scalar).__name__} {scalar}")
def test_a_numpy_scalar_stays_one(scalar: np.generic) -> None:
    assert alike(crossed({"it": scalar})["it"], scalar)


def test_many_arrays_of_one_frame_keep_their_places() -> None:
    value = {
        "a": np.ones(3),
        "far": [np.arange(5000), np.zeros(0), np.arange(6000.0).reshape(2, 3000).T],
        "b": [np.arange(2), (np.eye(2), np.zeros((0, 5)), np.ones(9000, "F"))],
    }

    assert alike(crossed(value), value)


def test_what_arrives_is_a_copy() -> None:
    array = np.ones(3)

    crossed(array)[:] = 5

    assert array.tolist() == [1, 1, 1]


class _List(list[int]):
    def __iter__(self) -> Iterator[int]:
        raise AssertionError("a subclass is never asked")


class _Dict(dict[str, int]):
    def items(self) -> Any:
        raise AssertionError("a subclass is never asked")


class _Str(str):
    __slots__ = ()

    def __str__(self) -> str:
        raise AssertionError("a subclass is never asked")


class _Int(int):
    def __int__(self) -> int:
        raise AssertionError("a subclass is never asked")


class _Float(float):
    def __float__(self) -> float:
        raise AssertionError("a subclass is never asked")


class _Point(NamedTuple):
    x: int
    y: int


class _Level(enum.IntEnum):
    HIGH = 3


SUBCLASSES: list[tuple[object, object]] = [
    (_List([1, 2]), [1, 2]),
    (_Dict(a=1), {"a": 1}),
    (_Str("a"), "a"),
    (_Int(2**70), 2**70),
    (_Int(5), 5),
    (_Float(0.5), 0.5),
    (_Point(1, 2), (1, 2)),
    (_Level.HIGH, 3),
    (collections.defaultdict(int, a=1), {"a": 1}),
    (collections.OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
    (collections.Counter("aab"), {"a": 2, "b": 1}),
    ({_Str("a"): 1}, {"a": 1}),
]


@pytest.mark.parametrize(("value", "plain"), SUBCLASSES, ids=lambda value: type(value).__name__)
def test_a_subclass_arrives_as_the_plain_type_and_is_not_asked(value: object, plain: object) -> None:
    assert alike(crossed(value), plain)


def test_an_array_of_a_subclass_arrives_as_an_array() -> None:
    with pytest.warns(PendingDeprecationWarning):
        matrix = np.matrix([[1.0, 2.0]])

    assert alike(crossed(matrix), np.array([[1.0, 2.0]]))


class _Set(set[int]):
    pass


STAYS: list[object] = [
    object(), len, lambda: 1, int, np, iter([]), (i for i in "ab"), bytearray(b"a"), memoryview(b"a"),
    _Set({1}), np.array([None]), np.array([b"a"]), np.bytes_(b"a"),
    np.datetime64("2020-01-01"), np.timedelta64(1, "s"), np.zeros(2, [("a", "i4")]),
    np.ma.masked_array([1.0], [True]), np.dtype("f8"),
    np.random.default_rng(0), {np.float64(1.0): 1}, {np.int64(1): 1}, {frozenset({1}): 1}, {object(): 1},
    {object()}, {("a", object()): 1},
    {frozenset({1})}, frozenset({np.float64(1.0)}), slice("a", "b"), ValueError("no"), collections.deque([1]),
]  # fmt: skip


@pytest.mark.parametrize("value", STAYS, ids=lambda value: repr(value)[:30])
def test_what_may_not_cross_stays_behind_a_handle(value: object) -> None:
    arrived = crossed({"in": [value]})["in"][0]

    assert type(arrived) is Named
    assert arrived.thing is value


# ---------------------------------------------------------------- limits on what is sent


def nested(depth: int, kind: Callable[[list[Any]], Any] = list) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = kind([value])
    return value


BIG: list[tuple[str, object]] = [
    ("digits", 10**4001),
    ("digits", -(10**4001)),
    ("digits", {"a": [10**100_000]}),
    ("range", range(MAX_RANGE + 1)),
    ("range", [range(0, -(2**70), -2)]),
    ("nested", nested(MAX_DEPTH + 2)),
    ("nested", nested(MAX_DEPTH + 2, tuple)),
    ("nested", nested(MAX_DEPTH + 2, lambda items: {"a": items[0]})),
    ("nested", nested(100_000)),
    ("besides arrays", "x" * MAX_HEAD),
    ("besides arrays", [0] * MAX_HEAD),
    ("bytes of arrays", np.zeros(MAX_FRAME + 1, "u1")),
    ("bytes of arrays", [np.zeros(MAX_FRAME // 2 + 1, "u1")] * 2),
    ("bytes of arrays", np.broadcast_to(0.0, 10**15)),
    ("bytes of arrays", [np.broadcast_to(0.0, 10**6)] * 10_000),
]


@pytest.mark.parametrize(("limit", "value"), BIG, ids=itertools.count())
def test_what_exceeds_a_limit_is_told_by_the_limit(limit: str, value: object) -> None:
    with pytest.raises(TooLarge, match=limit):
        crossed(value)


def test_a_list_that_holds_itself_is_nested_too_deep() -> None:
    loop: list[object] = []
    loop.append(loop)

    with pytest.raises(TooLarge, match="nested"):
        crossed(loop)


def test_what_just_fits_the_limits_crosses() -> None:
    assert crossed(10**4000 - 1) == 10**4000 - 1
    assert alike(crossed(nested(MAX_DEPTH)), nested(MAX_DEPTH))
    assert alike(crossed(nested(MAX_DEPTH, tuple)), nested(MAX_DEPTH, tuple))
    assert len(crossed("x" * (MAX_HEAD - 5))) == MAX_HEAD - 5
    assert crossed(np.ones(MAX_FRAME, "u1")).sum() == MAX_FRAME


def test_a_view_of_many_gigabytes_is_refused_before_it_is_copied() -> None:
    rows = np.broadcast_to(np.zeros(1 << 20), (1 << 12, 1 << 20))

    tracemalloc.start()
    with pytest.raises(TooLarge):
        crossed(rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 1 << 20


# ---------------------------------------------------------------- limits on what is received


def packed(code: int, payload: object) -> bytes:
    """A value of an extension type, as it stands in a head."""
    data: bytes = msgpack.packb(
        msgpack.ExtType(code, payload if isinstance(payload, bytes) else msgpack.packb(payload))
    )
    return data


def shaped(dtype: str, *shape: int) -> bytes:
    """The header of an array: data type and shape."""
    return bytes([len(dtype), len(shape)]) + dtype.encode() + struct.pack(f"<{len(shape)}Q", *shape)


def far(dtype: str, *shape: int, index: int = 0) -> bytes:
    """An array whose bytes are the `index`-th of the frame's body."""
    return packed(FAR_ARRAY, shaped(dtype, *shape) + index.to_bytes(4, "little"))


def listed(item: bytes, count: int) -> bytes:
    """A list of `count` times the same packed item."""
    return b"\xdd" + count.to_bytes(4, "big") + item * count


def deep_tuples(levels: int, inside: bytes) -> bytes:
    for _ in range(levels):
        inside = packed(1, b"\x91" + inside)
    return inside


TUPLE, SET, FROZENSET, COMPLEX, LONG, RANGE, SLICE, ELLIPSIS, SCALAR, ARRAY, FAR_ARRAY = range(1, 12)
STAMP = msgpack.packb(msgpack.Timestamp(1))

MALFORMED: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 0),
    "half a list": (b"\x92\x01", 0),
    "two values": (b"\x01\x01", 0),
    "a type that is none": (b"\xc1", 0),
    "text that is not UTF-8": (b"\xa1\xff", 0),
    "a list longer than its frame": (b"\xdd\xff\xff\xff\xff", 0),
    "a timestamp": (STAMP, 0),
    "a timestamp in a tuple": (packed(TUPLE, b"\x91" + STAMP), 0),
    "a timestamp in a set": (packed(SET, b"\x91" + STAMP), 0),
    "a timestamp as a key": (b"\x81" + STAMP + b"\x01", 0),
    "a timestamp in a slice": (packed(SLICE, b"\x93" + STAMP * 3), 0),
    "an extension nobody knows": (packed(99, [1]), 0),
    "a handle nobody gave": (packed(HANDLE, [5, "f", True]), 0),
    "a handle that is none": (packed(HANDLE, {"id": 0}), 0),
    "a tuple that is a dict": (packed(TUPLE, {1: 2}), 0),
    "a set of lists": (packed(SET, [[1]]), 0),
    "a set of dicts": (packed(FROZENSET, [{}]), 0),
    "a list as a key": (b"\x81\x90\x01", 0),
    "a frozenset as a key": (b"\x81" + packed(FROZENSET, [1]) + b"\x01", 0),
    "a NumPy number as a key": (b"\x81" + packed(SCALAR, shaped("<f8") + bytes(8)) + b"\x01", 0),
    "a complex of seven bytes": (packed(COMPLEX, bytes(7)), 0),
    "an int of too many digits": (packed(LONG, b"\x7f" * 2000), 0),
    "a range of texts": (packed(RANGE, ["a", "b", "c"]), 0),
    "a range of step 0": (packed(RANGE, [0, 1, 0]), 0),
    "a range without end": (packed(RANGE, [0, 2**63, 1]), 0),
    "a range without end, downwards": (packed(RANGE, [2**63, 0, -1]), 0),
    "a range of one number too many": (packed(RANGE, [0, 2 * MAX_RANGE + 1, 2]), 0),
    "a slice of lists": (packed(SLICE, [[], [], []]), 0),
    "a slice of two": (packed(SLICE, [1, 2]), 0),
    "a number without bytes": (packed(SCALAR, shaped("<f8")), 0),
    "a number with a shape": (packed(SCALAR, shaped("<f8", 0)), 0),
    "a number of too many bytes": (packed(SCALAR, shaped("<f8") + bytes(9)), 0),
    "a text of no code points": (packed(SCALAR, shaped("<U1") + b"\xff" * 4), 0),
    "a text of 4 GB": (packed(SCALAR, shaped("<U999999999")), 0),
    "a text of no length": (packed(SCALAR, shaped("<U0")), 0),
    "an array without a header": (packed(ARRAY, b""), 0),
    "an array with half a header": (packed(ARRAY, shaped("<f8", 1)[:-3]), 0),
    "an array of objects": (packed(ARRAY, shaped("|O", 1) + bytes(8)), 0),
    "an array of records": (packed(ARRAY, shaped("i4,i4", 1) + bytes(8)), 0),
    "an array of dates": (packed(ARRAY, shaped("<M8[s]", 1) + bytes(8)), 0),
    "an array of a type in another script": (packed(ARRAY, b"\x02\x00\xc3\xb6"), 0),
    "an array of too many axes": (packed(ARRAY, shaped("|u1", *[1] * 33) + b"\0"), 0),
    "an array of an overflowing shape": (packed(ARRAY, shaped("|u1", 0, 2**62, 2**62)), 0),
    "an array of two billion texts of no length": (packed(ARRAY, shaped("<U0", 2**31)), 0),
    "an array larger than it says": (packed(ARRAY, shaped("<f8", 1) + bytes(9)), 0),
    "an array smaller than it says": (packed(ARRAY, shaped("<f8", 2**40) + bytes(8)), 0),
    "a far array of objects": (far("|O", 1), 8),
    "a far array of an overflowing shape": (far("|u1", 0, 2**62, 2**62), 0),
    "a far array without an index": (packed(FAR_ARRAY, shaped("<f8", 1)), 8),
    "a far array of nothing": (far("<f8", 0), 0),
    "a far array larger than its body": (far("<f8", 2), 8),
    "a far array of more than there is": (far("<f8", 2**60), 8),
    "a body no array claims": (b"\x01", 8),
    "a body claimed in part": (far("<f8", 1), 16),
    "a body claimed twice": (b"\x92" + far("<f8", 1) * 2, 8),
    "two arrays in one place": (b"\x92" + far("<f8", 1) * 2, 16),
    "lists nested too deep": (b"\x91" * (MAX_DEPTH + 2) + b"\x90", 0),
    "lists nested beyond the parser": (b"\x91" * 5000 + b"\x90", 0),
    "dicts nested too deep": (b"\x81\x01" * (MAX_DEPTH + 2) + b"\x90", 0),
    "tuples nested too deep": (deep_tuples(MAX_DEPTH + 2, b"\x01"), 0),
    "lists in a set's tuple nested too deep": (packed(SET, b"\x91" + deep_tuples(MAX_DEPTH + 1, b"\x01")), 0),
    "a head beyond the limit": (b"\xc4" * (MAX_HEAD + 1), 0),
    "a body beyond the limit": (b"\x01", MAX_FRAME + 1),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_frame_is_a_violation(case: str) -> None:
    head, body = MALFORMED[case]

    with pytest.raises(Violation):
        Codec(Shelf()).decode(head, body)


ROOM = MAX_HEAD - 16
COLLIDING = [packed(LONG, (k * (2**61 - 1)).to_bytes(11, "little")) for k in range(9, 40_009)]
"""Integers whose hash is 0: CPython's is the remainder of 2^61 - 1."""

BOMBS = {
    "empty lists": listed(b"\x90", ROOM),
    "empty dicts": listed(b"\x80", ROOM),
    "empty sets": listed(packed(SET, []), ROOM // 3),
    "empty tuples": listed(packed(TUPLE, []), ROOM // 3),
    "empty arrays": listed(packed(ARRAY, shaped("|u1", 0)), ROOM // 16),
    "numbers of NumPy": listed(packed(SCALAR, shaped("|u1") + b"\0"), ROOM // 9),
    "lists that claim a million": b"\xdd\x00\x0f\x00\x00" * 1000 + b"\x90" * (ROOM - 5000),
    "dicts that claim a million": b"\xdf\x00\x07\x00\x00" * 1000 + b"\x90" * (ROOM - 5000),
    "a long list in 60 tuples": deep_tuples(60, listed(b"\x00", ROOM - 1000)),
    "a long tuple in a set in 60 tuples": deep_tuples(
        60, packed(SET, b"\x91" + packed(TUPLE, listed(b"\x00", ROOM - 1000)))
    ),
    "keys of one hash": b"\xdf" + len(COLLIDING).to_bytes(4, "big") + b"\x00".join([*COLLIDING, b""]),
    "members of one hash": packed(SET, b"\xdd" + len(COLLIDING).to_bytes(4, "big") + b"".join(COLLIDING)),
    "keys of one hash among others": b"\xdf\x00\x01\x00\x00"
    + b"\x00".join([*COLLIDING, *(msgpack.packb(n) for n in range(65_536 - len(COLLIDING))), b""]),
}


@pytest.mark.parametrize("case", BOMBS)
def test_a_frame_made_to_cost_costs_little(case: str) -> None:
    assert len(BOMBS[case]) <= MAX_HEAD
    started = time.process_time()

    with contextlib.suppress(Violation):
        Codec(Shelf()).decode(BOMBS[case], 0)
    seconds = time.process_time() - started

    assert seconds < 5  # 0.1 to 0.8 s are usual; the worst of these took 16 s before they were guarded


SMALL = 50_000  # bytes: tracemalloc makes a frame of full size take ten seconds; memory grows in proportion


@pytest.mark.parametrize(
    "head",
    [listed(b"\x90", SMALL), listed(b"\x80", SMALL), listed(packed(SET, []), SMALL // 3),
     listed(packed(ARRAY, shaped("|u1", 0)), SMALL // 16)],
    ids=["lists", "dicts", "sets", "arrays"],
)  # fmt: skip
def test_memory_for_a_frame_is_at_most_a_hundred_times_its_size(head: bytes) -> None:
    tracemalloc.start()
    with contextlib.suppress(Violation):
        Codec(Shelf()).decode(head, 0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 100 * len(head)


def test_a_dict_of_a_hundred_thousand_honest_keys_crosses() -> None:
    value = {float(key): None for key in range(50_000)} | {f"{key}": None for key in range(50_000)}

    assert alike(crossed(value), value)


# ---------------------------------------------------------------- properties


def numbers_of(dtype: str) -> st.SearchStrategy[Any]:
    return nps.from_dtype(np.dtype(dtype), allow_nan=True) if dtype != "U" else st.text(max_size=5)


KEYS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=4,
)
DTYPES = st.sampled_from(["?", "i1", "<i2", ">i4", "i8", "u1", ">u8", "f2", ">f4", "f8", "F", "D", "<U3"])
LEAVES = (
    KEYS
    | st.complex_numbers()
    | st.integers(-(10**3999), 10**3999)
    | st.just(...)
    | st.builds(
        lambda start, n, step: range(start, start + n * step, step),
        st.integers(),
        st.integers(0, MAX_RANGE),
        st.integers(min_value=1),
    )
    | st.builds(slice, st.none() | st.integers(), st.none() | st.integers(), st.none() | st.integers())
    | DTYPES.flatmap(lambda dtype: nps.arrays(dtype, nps.array_shapes(min_dims=0, min_side=0, max_side=3)))
    | DTYPES.flatmap(lambda dtype: nps.arrays(dtype, 1).map(lambda array: array[0]))
    | st.frozensets(KEYS, max_size=4)
    | st.frozensets(KEYS, max_size=4).map(set)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_whatever_may_cross_arrives_unchanged(value: object) -> None:
    assert alike(crossed(value), value)


def read_or_refused(head: bytes, body: int) -> None:
    """Decodes a frame; what it raises besides Violation fails the test that called."""
    try:
        value, buffers = Codec(Shelf()).decode(head, body)
    except Violation:
        return
    assert sum(buffer.nbytes for buffer in buffers) == body
    for buffer in buffers:
        buffer[:] = b"\xff" * buffer.nbytes
    Codec(Shelf()).encode(value)


@given(st.binary(max_size=200), st.integers(0, 100) | st.integers(0, 2**64 - 1))
def test_random_bytes_are_read_or_refused(head: bytes, body: int) -> None:
    read_or_refused(head, body)


@given(
    st.recursive(
        st.builds(packed, st.integers(0, 127), VALUES.map(lambda value: Codec(Shelf()).encode(value)[0]))
        | st.builds(packed, st.integers(1, 11), st.binary(max_size=12))
        | st.builds(
            lambda code, dtype, shape, rest: packed(code, shaped(dtype, *shape) + rest),
            st.sampled_from([SCALAR, ARRAY, FAR_ARRAY]),
            st.sampled_from(["<f8", "<U1", "|O", "|u1", ">c8", "U", "f8,f8", "<U0", "", "<f16", "|b1"]),
            st.lists(st.integers(0, 3) | st.integers(0, 2**64 - 1), max_size=3),
            st.binary(max_size=24) | st.integers(0, 3).map(lambda index: index.to_bytes(4, "little")),
        )
        | st.builds(packed, st.integers(1, 8), st.recursive(
            st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.binary(),
            lambda inner: st.lists(inner, max_size=4), max_leaves=6)),
        lambda inner: st.lists(inner, max_size=4).map(lambda its: bytes([0x90 + len(its)]) + b"".join(its)),
        max_leaves=4,
    ),
    st.integers(0, 64),
)  # fmt: skip
def test_extensions_of_any_content_are_read_or_refused(head: bytes, body: int) -> None:
    read_or_refused(head, body)


@given(VALUES, st.data())
def test_a_mutated_frame_is_read_or_refused(value: object, data: st.DataObject) -> None:
    head, *arrays = Codec(Shelf()).encode(value)
    body = sum(memoryview(array).nbytes for array in arrays)
    mutated = bytearray(bytes(head))

    for _ in range(data.draw(st.integers(1, 4), "mutations")):
        where = data.draw(st.integers(0, max(len(mutated) - 1, 0)), "where")
        kind = data.draw(st.sampled_from(["set", "cut", "insert", "double"]), "kind")
        if kind == "set" and mutated:
            mutated[where] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del mutated[where : where + data.draw(st.integers(1, 8))]
        elif kind == "insert":
            mutated[where:where] = data.draw(st.binary(max_size=8))
        else:
            mutated[where:where] = mutated[where : where + 16]
    read_or_refused(bytes(mutated), body)


# ---------------------------------------------------------------- generators


def test_the_state_of_a_generator_arrives_and_draws_the_same() -> None:
    mine, theirs = np.random.default_rng(3), np.random.Generator(np.random.PCG64(0))
    mine.integers(10, dtype="u4")  # leaves half a draw behind

    GeneratorState.unpacked(crossed(GeneratorState.of(5, mine).packed())).advance(theirs)

    assert theirs.integers(10, size=9, dtype="u4").tolist() == mine.integers(10, size=9, dtype="u4").tolist()
    assert theirs.normal(size=9).tolist() == mine.normal(size=9).tolist()


def test_a_generator_on_another_bit_generator_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="PCG64 can be passed to a submission, not Philox"):
        GeneratorState.of(0, np.random.Generator(np.random.Philox(0)))


STATE = [0, bytes(16), b"\x01" + bytes(15), 0, 0]


@pytest.mark.parametrize(
    ("place", "wrong"),
    [(0, "0"), (0, None), (1, bytes(15)), (1, 5), (2, bytes(17)), (2, bytes(16)), (3, 2), (3, -1), (3, 0.0),
     (4, -1), (4, 2**32), (4, b"")],
)  # fmt: skip
def test_a_forged_state_is_a_violation(place: int, wrong: object) -> None:
    forged = list(STATE)
    forged[place] = wrong
    GeneratorState.unpacked(STATE)

    with pytest.raises(Violation):
        GeneratorState.unpacked(forged)


@given(VALUES)
@example(range(2**70))
def test_anything_else_is_no_state(value: object) -> None:
    assume(not (isinstance(value, list | tuple) and len(value) == 5))

    with pytest.raises(Violation):
        GeneratorState.unpacked(value)


def test_names_have_codes_no_plain_value_has() -> None:
    assert not {HANDLE, TOKEN, GENERATOR} & set(range(TUPLE, FAR_ARRAY + 1))


# ---------------------------------------------------------------- frames on a stream


@pytest.fixture
def ends() -> Iterator[tuple[Line, socket.socket]]:
    """A line that reads, and the socket of the side that writes to it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Line(Descriptors(ours.fileno(), ours.fileno()), Codec(Shelf())), theirs


def frame(value: object, number: int) -> bytes:
    head, *arrays = Codec(Shelf()).encode(value)
    body = sum(memoryview(array).nbytes for array in arrays)
    return HEADER.pack(len(head), number, body) + bytes(head) + b"".join(map(bytes, arrays))


def test_frames_in_turn_are_read_however_they_are_cut(ends: tuple[Line, socket.socket]) -> None:
    line, theirs = ends
    values = [1, np.arange(5), {"a": [np.eye(30), np.zeros(0), np.eye(40)]}, "last"]
    stream = b"".join(frame(value, number) for number, value in enumerate(values))

    os.set_blocking(theirs.fileno(), True)
    for start in range(0, len(stream), 77):
        theirs.sendall(stream[start : start + 77])

    assert all(alike(line.receive(), value) for value in values)


@pytest.mark.parametrize("numbers", [(1,), (0, 0), (0, 2), (0, 1, 3), (0xFFFFFFFF,)])
def test_a_frame_out_of_turn_is_a_violation(
    ends: tuple[Line, socket.socket], numbers: tuple[int, ...]
) -> None:
    line, theirs = ends
    theirs.sendall(b"".join(frame("x", number) for number in numbers))
    for _ in numbers[:-1]:
        line.receive()

    with pytest.raises(Violation, match="out of turn"):
        line.receive()


@pytest.mark.parametrize(
    ("head", "body"), [(MAX_HEAD + 1, 0), (2**32 - 1, 0), (0, MAX_FRAME + 1), (1, 2**64 - 1)]
)
def test_a_frame_that_announces_too_much_is_refused_before_it_is_read(
    ends: tuple[Line, socket.socket], head: int, body: int
) -> None:
    line, theirs = ends
    theirs.sendall(HEADER.pack(head, 0, body))

    with pytest.raises(Violation, match="exceeds the limits"):
        line.receive()


@pytest.mark.parametrize("cut", [0, 3, HEADER.size, HEADER.size + 2, -1])
def test_a_stream_that_ends_in_a_frame_is_told_as_its_end(ends: tuple[Line, socket.socket], cut: int) -> None:
    line, theirs = ends
    theirs.sendall(frame([1, np.arange(999)], 0)[:cut])
    theirs.close()

    with pytest.raises(EOFError):
        line.receive()


def test_a_value_too_large_is_not_sent_in_part(ends: tuple[Line, socket.socket]) -> None:
    line, theirs = ends

    with pytest.raises(TooLarge):
        line.send(10**5000)
    line.send("after")

    assert theirs.recv(1 << 16) == frame("after", 0)


@given(st.binary(max_size=64))
def test_whatever_stands_in_a_stream_is_a_value_or_refused(garbage: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        line = Line(Descriptors(ours.fileno(), ours.fileno()), Codec(Shelf()))
        theirs.sendall(garbage)
        theirs.close()

        with pytest.raises((Violation, EOFError)):  # noqa: PT012 - values may come before the end
            while True:
                line.receive()
