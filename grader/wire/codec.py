"""Values to the bytes of one frame and back: plain values, arrays, and names for the rest.

Types are whitelisted in both directions, sizes are checked before anything is allocated, and what arrives is
built anew from bytes: no subclass, no view, no code of the other side.
"""

from __future__ import annotations

import math
import re
import struct
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgpack
import numpy as np
from numpy.typing import NDArray

from grader.wire.names import Names, TooLarge, Violation

MAX_HEAD = 1 << 20  # bytes; 1 MiB of empty lists becomes 67 MB of objects, 16 MiB would become 1.2 GB
MAX_FRAME = 64 << 20  # bytes of arrays in one frame
MAX_DIGITS = 4000  # of an int: below the 4,300 at which CPython refuses to print one
MAX_DEPTH = 64  # of containers: far from the 1,000 frames of Python's own recursion limit
MAX_NDIM = 32  # NumPy 1's own limit; NumPy 2 allows 64
MAX_RANGE = 1 << 20  # numbers in a range: as many as a list could bring; `list` of a longer one never ends

INLINE = 4096  # bytes up to which an array travels inside the head: a buffer of its own costs more

_DTYPE = re.compile(r"[<>|=]?(?:b1|[iu][1248]|f(?:2|4|8|12|16)|c(?:8|16|24|32)|U[1-9][0-9]{0,7})\Z")
# U0 is none of them: it says 0 bytes, and NumPy makes 4 of each.
_MAX_BITS = int(MAX_DIGITS * math.log2(10)) + 1

# Extension types of msgpack; those of `grader.wire.names` lie above.
_TUPLE, _SET, _FROZENSET, _COMPLEX, _BIG, _RANGE, _SLICE, _ELLIPSIS, _SCALAR, _ARRAY, _FAR_ARRAY = range(
    1, 12
)


class Codec:
    """Turns values into frames and frames into values, for one side of one conversation."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.inlined = 0  # bytes of arrays in the head of the last frame read: they grow no further

    # ---------------------------------------------------------------- values to bytes

    def encode(self, value: object) -> list[bytes | memoryview]:
        """The head and the array buffers of one frame. TooLarge beyond the limits."""
        arrays: list[NDArray[Any]] = []
        head: bytes = _pack(self._plain(value, arrays, 0))
        if len(head) > MAX_HEAD:
            raise TooLarge(f"{len(head):,} bytes besides arrays; at most {MAX_HEAD:,} may cross")
        size = sum(array.nbytes for array in arrays)
        if size > MAX_FRAME:
            raise TooLarge(f"{size:,} bytes of arrays; at most {MAX_FRAME:,} may cross")
        return [head, *map(_buffer, arrays)] if arrays else [head]

    def _plain(self, value: Any, arrays: list[NDArray[Any]], depth: int) -> Any:
        """Rewrites `value` in what msgpack packs exactly; arrays are moved to `arrays`."""
        kind = type(value)
        if kind in _ATOMS:
            return value
        if kind is int:
            return value if -(1 << 63) <= value < 1 << 64 else _big(value)
        if depth > MAX_DEPTH:
            raise TooLarge(f"containers nested deeper than {MAX_DEPTH} levels")
        if isinstance(value, np.generic | np.ndarray):
            return self._numpy(value, arrays)
        inner = depth + 1
        if isinstance(value, list):
            return [self._plain(item, arrays, inner) for item in list.__iter__(value)]
        if isinstance(value, dict):
            pairs = list(dict.items(value))
            if all(type(key) is str or _is_key(key) for key, _ in pairs):
                return {
                    self._plain(key, arrays, inner): self._plain(item, arrays, inner) for key, item in pairs
                }
            return self._named(value)
        if isinstance(value, tuple):
            items = [self._plain(item, arrays, inner) for item in tuple.__iter__(value)]
            return msgpack.ExtType(_TUPLE, _pack(items))
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, int):
            return self._plain(int.__int__(value), arrays, inner)
        if isinstance(value, float):
            return float.__float__(value)
        return self._rarer(value, kind, arrays, inner)

    def _rarer(self, value: Any, kind: type, arrays: list[NDArray[Any]], depth: int) -> Any:
        if kind is complex:
            return msgpack.ExtType(_COMPLEX, struct.pack("<dd", value.real, value.imag))
        if kind is set or kind is frozenset:
            if not all(_is_key(item) for item in value):
                return self._named(value)
            items = [self._plain(item, arrays, depth) for item in value]
            return msgpack.ExtType(_SET if kind is set else _FROZENSET, _pack(items))
        if kind is range or kind is slice:
            parts = [value.start, value.stop, value.step]
            if all(part is None or type(part) is int for part in parts):
                if kind is range and _length(value) > MAX_RANGE:
                    raise TooLarge(f"a range of more than {MAX_RANGE:,} numbers")
                items = [self._plain(part, arrays, depth) for part in parts]
                return msgpack.ExtType(_RANGE if kind is range else _SLICE, _pack(items))
        if value is Ellipsis:
            return msgpack.ExtType(_ELLIPSIS, b"")
        return self._named(value)

    def _numpy(self, value: Any, arrays: list[NDArray[Any]]) -> Any:
        if value.dtype.kind not in "biufcU" or isinstance(value, np.ma.MaskedArray):
            return self._named(value)
        if isinstance(value, np.generic):
            single = np.asarray(value)  # its dtype, not the scalar's: an empty text has U0 there, U1 here
            return msgpack.ExtType(_SCALAR, _header(single.dtype.str, ()) + single.tobytes())
        shape = value.shape
        if value.nbytes <= INLINE:
            return msgpack.ExtType(_ARRAY, _header(value.dtype.str, shape) + value.tobytes())
        arrays.append(value.view(np.ndarray))  # copied, where it is no plain block, once its size is known
        return msgpack.ExtType(_FAR_ARRAY, _header(value.dtype.str, shape) + _INDEX.pack(len(arrays) - 1))

    def _named(self, value: object) -> Any:
        code, payload = self._names.name(value)
        return msgpack.ExtType(code, _pack(payload))

    # ---------------------------------------------------------------- bytes to values

    def decode(self, head: bytes, body: int) -> tuple[Any, list[memoryview]]:
        """The value of one frame, and the still empty buffers of its arrays, in order, `body` bytes in all.

        The caller fills the buffers before it uses the value. Violation for anything but a well-formed frame.
        """
        if len(head) > MAX_HEAD or body > MAX_FRAME:
            raise Violation("a frame exceeds the limits")
        reading = _Reading(self._names, body)
        try:
            value = reading.unpack(head)
            _vet(value, 0)
        except (Violation, TooLarge):
            raise
        except _MALFORMED as error:
            raise Violation(f"a frame is malformed ({type(error).__name__})") from None
        self.inlined = reading.inlined
        if reading.left or len(reading.arrays) != len(set(reading.indices)):
            raise Violation("a frame's arrays do not match its body")
        if not reading.arrays:
            return value, []
        order = sorted(range(len(reading.arrays)), key=reading.indices.__getitem__)
        return value, [_buffer(reading.arrays[i]) for i in order]


class _Reading:
    """One frame being read: how much of its body is still unclaimed, which arrays it announced."""

    def __init__(self, names: Names, body: int) -> None:
        self._names = names
        self.left = body
        self.arrays: list[NDArray[Any]] = []
        self.indices: list[int] = []
        self.inlined = 0
        self._nested = 0

    def unpack(self, data: bytes) -> Any:
        return msgpack.unpackb(
            data,
            strict_map_key=False,
            unicode_errors="surrogatepass",
            ext_hook=self._extension,
            object_pairs_hook=_dict,
        )

    def _extension(self, code: int, data: bytes) -> Any:
        self._nested += 1
        if self._nested > MAX_DEPTH:
            raise Violation("containers nested too deep")
        try:
            return self._build(code, data)
        finally:
            self._nested -= 1

    def _build(self, code: int, data: bytes) -> Any:
        if code == _TUPLE:
            return tuple(_list(self.unpack(data)))
        if code in (_SET, _FROZENSET):
            items = _list(self.unpack(data))
            _vet(items, 0)  # the walk over the whole frame does not enter sets
            _refuse_collisions(items)
            return set(items) if code == _SET else frozenset(items)
        if code == _COMPLEX:
            return complex(*struct.unpack("<dd", data))
        if code == _BIG:
            if len(data) * 8 > _MAX_BITS + 16:
                raise Violation("an integer has too many digits")
            return int.from_bytes(data, "little", signed=True)
        if code in (_RANGE, _SLICE):
            start, stop, step = parts = _list(self.unpack(data))
            if not all(part is None or type(part) is int for part in parts):
                raise Violation("a range or a slice is malformed")
            if code == _SLICE:
                return slice(start, stop, step)
            numbers = range(start, stop, step)
            if _length(numbers) > MAX_RANGE:
                raise Violation("a range is too long")
            return numbers
        if code == _ELLIPSIS:
            return Ellipsis
        if code in (_ARRAY, _SCALAR):
            dtype, shape, size, start = _read_header(data)
            if len(data) - start != size:
                raise Violation("an array does not have the size it says")
            if code == _SCALAR and shape:
                raise Violation("a NumPy scalar has a shape")
            self.inlined += size
            array = np.frombuffer(data, dtype, offset=start) if size else np.empty(0, dtype)
            return array[0] if code == _SCALAR else array.reshape(shape).copy()
        if code == _FAR_ARRAY:
            return self._far_array(data)
        return self._names.find(code, self.unpack(data))

    def _far_array(self, data: bytes) -> NDArray[Any]:
        dtype, shape, size, start = _read_header(data)
        (index,) = _INDEX.unpack(data[start:])
        if size > self.left or not size:
            raise Violation("an array does not fit its frame")
        self.left -= size
        array = np.empty(shape, dtype)
        self.arrays.append(array)
        self.indices.append(index)
        return array


# ------------------------------------------------------------------------------------ arrays

_INDEX = struct.Struct("<I")


@lru_cache(maxsize=1024)
def _header(dtype: str, shape: tuple[int, ...]) -> bytes:
    """The data type and shape of an array, as they stand before its bytes."""
    name = dtype.encode()
    return struct.pack(f"<BB{len(name)}s{len(shape)}Q", len(name), len(shape), name, *shape)


def _read_header(data: bytes) -> tuple[np.dtype[Any], tuple[int, ...], int, int]:
    """Data type, shape, size in bytes, and where the header ends. Violation when it is malformed."""
    if len(data) < 2:
        raise Violation("an array is malformed")
    end = 2 + data[0] + 8 * data[1]
    return (*_parsed(data[:end]), end)


@lru_cache(maxsize=1024)
def _parsed(header: bytes) -> tuple[np.dtype[Any], tuple[int, ...], int]:
    length, ndim = header[0], header[1]
    if len(header) != 2 + length + 8 * ndim or ndim > MAX_NDIM:
        raise Violation("an array has a malformed shape")
    name = header[2 : 2 + length].decode("ascii", "replace")
    if not _DTYPE.match(name):
        raise Violation("an array has a data type that may not cross")
    shape = struct.unpack(f"<{ndim}Q", header[2 + length :])
    dtype = np.dtype(name)
    return dtype, shape, math.prod(shape) * dtype.itemsize


def _buffer(array: NDArray[Any]) -> memoryview:
    block = np.ascontiguousarray(array).reshape(-1)
    return memoryview(block.view(np.uint8))  # type: ignore[arg-type]  # 3.11 knows no Buffer


# ------------------------------------------------------------------------------------ plain values


def _new_packer() -> msgpack.Packer:
    return msgpack.Packer(strict_types=True, unicode_errors="surrogatepass")


_packers = [_new_packer()]  # making one costs three times as much as packing a small value


def _pack(plain: object) -> bytes:
    try:
        packed: bytes = _packers[0].pack(plain)
    except BaseException:
        _packers[0] = _new_packer()  # this one holds half a value
        raise
    return packed


def _big(value: int) -> Any:
    if value.bit_length() > _MAX_BITS:
        raise TooLarge(f"an integer of more than {MAX_DIGITS:,} digits")
    size = value.bit_length() // 8 + 1
    return msgpack.ExtType(_BIG, value.to_bytes(size, "little", signed=True))


def _is_key(key: object) -> bool:
    if type(key) is tuple:
        return all(_is_key(item) for item in key)
    return key is None or (
        isinstance(key, bool | int | float | str | bytes) and not isinstance(key, np.generic)
    )


def _length(numbers: range) -> int:
    """How many numbers a range has; `len` knows none beyond 2^63."""
    first, last, step = numbers.start, numbers.stop, numbers.step
    return max(0, -((first - last) // step) if step > 0 else -((last - first) // -step))


def _list(value: object) -> list[Any]:
    if type(value) is not list:
        raise Violation("a container is malformed")
    return value


def _dict(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    if len(pairs) > _FEW:
        _refuse_collisions([key for key, _ in pairs])
    made = dict(pairs)
    for key in made:
        if type(key) is not str and not _is_key(key):
            raise Violation("a dict has a key that may not cross")
    return made


_FEW = 64  # keys: so many may collide as they like


def _refuse_collisions(keys: Iterable[Any]) -> None:
    """Violation for keys chosen to share hashes: a table of them takes quadratic time to build."""
    hashes = [hash(key) for key in keys]
    if len(hashes) > _MAX_ALIKE and max(Counter(hashes).values()) > _MAX_ALIKE:
        raise Violation("a container's keys collide")


def _vet(value: Any, depth: int) -> None:
    """Violation for containers nested too deep, and for types msgpack builds that are not on our list."""
    kind = type(value)
    if kind in _ATOMS or kind is int:
        return
    if depth > MAX_DEPTH:
        raise Violation("containers nested too deep")
    if kind is list or kind is tuple:
        for item in value:
            _vet(item, depth + 1)
    elif kind is dict:
        for item in value.values():
            _vet(item, depth + 1)
    elif kind is msgpack.Timestamp:
        raise Violation("a timestamp may not cross")


_ATOMS = frozenset({type(None), bool, float, str, bytes})
_MAX_ALIKE = 64  # keys with one hash: by chance two share one; 64 cost a table nothing
_MALFORMED = (ValueError, TypeError, OverflowError, RecursionError, struct.error, MemoryError, SystemError)
"""What reading a malformed frame raises. msgpack's own exceptions are ValueErrors, the hash of something
unhashable is a TypeError, and NumPy has a SystemError for a text whose code points do not exist."""
