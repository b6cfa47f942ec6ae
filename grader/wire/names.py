"""What may stand in a frame besides plain values: names for what stays on the other side, and failures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

HANDLE, TOKEN, GENERATOR = 20, 21, 22  # extension types of msgpack; plain values have the lower ones


class Violation(Exception):  # noqa: N818 - the verdict's own name
    """The other side broke the protocol; nothing it sends afterwards is read."""


class TooLarge(Exception):  # noqa: N818 - the verdict's own name
    """A value exceeds what may cross: the message says in which respect."""


class RemoteError(Exception):
    """An exception raised by a submission, told in plain words.

    `type_name` is the submission's own class name and may be anything; `builtin_bases` are the names of
    the built-in exceptions it derives from, nearest first; `line` is the submission's own line, if any.
    It is never one of Python's control-flow exceptions, whatever the submission raised.
    """

    def __init__(
        self, type_name: str, builtin_bases: tuple[str, ...], message: str, line: int | None = None
    ) -> None:
        super().__init__(f"{type_name}: {message}" if message else type_name)
        self.type_name = type_name
        self.builtin_bases = builtin_bases
        self.message = message
        self.line = line
        self.changed: tuple[int | str, ...] = ()  # arguments the failed call has changed all the same


@dataclass(frozen=True, slots=True)
class Handle:
    """A name for an object that stays with the submission."""

    id: int
    type_name: str
    callable: bool


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """An object of ours that a submission may keep, compare with `is`, hand back, and call.

    `methods` are the names that may be called through it; "" stands for calling the object itself.
    """

    target: object
    methods: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class GeneratorState:
    """The full state of one PCG64 generator; `id` tells which of the caller's generators it is."""

    id: int
    state: int
    inc: int
    has_uint32: int
    uinteger: int

    @classmethod
    def of(cls, id: int, rng: np.random.Generator) -> GeneratorState:  # noqa: A002 - field name
        """Reads the state of `rng`; TypeError unless its bit generator is PCG64."""
        if type(rng.bit_generator) is not np.random.PCG64:
            kind = type(rng.bit_generator).__name__
            raise TypeError(f"only generators on PCG64 can be passed to a submission, not {kind}")
        whole: dict[str, Any] = rng.bit_generator.state  # type: ignore[assignment]  # PCG64's is a dict
        inner = whole["state"]
        return cls(id, inner["state"], inner["inc"], whole["has_uint32"], whole["uinteger"])

    def advance(self, rng: np.random.Generator) -> None:
        """Puts `rng` into this state."""
        rng.bit_generator.state = {
            "bit_generator": "PCG64",
            "state": {"state": self.state, "inc": self.inc},
            "has_uint32": self.has_uint32,
            "uinteger": self.uinteger,
        }

    def packed(self) -> list[object]:
        """The state as plain values; the 128-bit numbers as bytes."""
        wide = [self.state.to_bytes(16, "little"), self.inc.to_bytes(16, "little")]
        return [self.id, *wide, self.has_uint32, self.uinteger]

    @classmethod
    def unpacked(cls, plain: object) -> GeneratorState:
        """Reads what `packed` wrote; Violation for anything else."""
        match plain if type(plain) is list else None:  # the length of a range can be too long to ask for
            case [int() as id_, bytes() as state, bytes() as inc, int() as has, int() as uinteger]:
                sizes_fit = len(state) == len(inc) == 16 and has in (0, 1) and 0 <= uinteger < 1 << 32
                if sizes_fit and inc[0] & 1:  # a PCG64 increment is odd
                    numbers = int.from_bytes(state, "little"), int.from_bytes(inc, "little")
                    return cls(id_, *numbers, int(has), uinteger)
        raise Violation("the state of a random generator is malformed")


class Names(Protocol):
    """How one side names what is not plain, and finds what the other side names."""

    def name(self, value: object) -> tuple[int, object]:
        """The extension code and plain payload that stand for `value`."""

    def find(self, code: int, payload: Any) -> object:
        """What a name stands for here; Violation when it stands for nothing."""
