"""What crosses between the grader and a submission: plain values, arrays, and names for the rest.

`names` are the handles, tokens and failures both sides speak of, `codec` turns values into the bytes of a
frame and back, `stream` sends frames. No pickle, no eval, in either direction: what is not plain stays where
it is and travels as a `Handle` (the submission's) or a `Token` (ours).

It imports NumPy and msgpack only, because a worker loads it without the rest of the package.
"""

from grader.wire.codec import MAX_DEPTH, MAX_DIGITS, MAX_FRAME, MAX_HEAD, MAX_RANGE, Codec
from grader.wire.names import (
    GENERATOR,
    HANDLE,
    TOKEN,
    GeneratorState,
    Handle,
    Names,
    RemoteError,
    Token,
    TooLarge,
    Violation,
)
from grader.wire.stream import GROWTH, HEADER, Answer, Descriptors, Line, passed_through

__all__ = [
    "GENERATOR",
    "GROWTH",
    "HANDLE",
    "HEADER",
    "MAX_DEPTH",
    "MAX_DIGITS",
    "MAX_FRAME",
    "MAX_HEAD",
    "MAX_RANGE",
    "TOKEN",
    "Answer",
    "Codec",
    "Descriptors",
    "GeneratorState",
    "Handle",
    "Line",
    "Names",
    "RemoteError",
    "Token",
    "TooLarge",
    "Violation",
    "passed_through",
]
