"""Frames on a stream of bytes, numbered, so that a frame nobody should have written is noticed."""

from __future__ import annotations

import itertools
import os
import struct
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from grader.wire.codec import MAX_FRAME, MAX_HEAD, Codec
from grader.wire.names import Violation

HEADER = struct.Struct("!IIQ")  # head length, sequence number, body length
GROWTH = 64  # times its size that a head may fill in memory: measured on nested empty lists
_IOV_MAX = 512  # buffers in one system call: POSIX promises 16, Linux and macOS allow 1,024

Answer = Callable[[Any], Any]
"""Answers one request of the other side with one reply; both are plain lists."""


class Descriptors:
    """A reliable stream of bytes over two file descriptors, or one socket's used for both directions.

    The grader's side waits in `_before_read` and `_until_writable`, with a deadline; the worker's side blocks
    in the system calls themselves.
    """

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing
        self._ahead = bytearray()

    def _before_read(self) -> None: ...

    def _until_writable(self) -> None: ...

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes; EOFError when the other side is gone."""
        while len(self._ahead) < size:
            self._ahead += self._some(max(size - len(self._ahead), 1 << 16))
        data = bytes(memoryview(self._ahead)[:size])
        del self._ahead[:size]
        return data

    def read_into(self, buffer: memoryview) -> None:
        """Fills `buffer`; EOFError when the other side is gone."""
        have = min(len(self._ahead), buffer.nbytes)
        buffer[:have] = self._ahead[:have]
        del self._ahead[:have]
        while have < buffer.nbytes:
            have += self._some_into(buffer[have:])

    def write(self, buffers: Sequence[bytes | memoryview]) -> None:
        """Writes all buffers; EOFError when the other side is gone."""
        left = deque(memoryview(buffer) for buffer in buffers)
        while left:
            try:
                written = self._write_some(left)
            except BlockingIOError:
                self._until_writable()
                continue
            except OSError:
                raise EOFError("the other side is gone") from None
            while left and written >= left[0].nbytes:
                written -= left.popleft().nbytes
            if written:
                left[0] = left[0][written:]

    def _some(self, size: int) -> bytes:
        while True:
            self._before_read()
            try:
                data = os.read(self._reading, size)
            except BlockingIOError:
                continue
            except OSError:
                data = b""
            if not data:
                raise EOFError("the other side is gone")
            return data

    def _some_into(self, buffer: memoryview) -> int:
        if not hasattr(os, "readv"):  # Windows
            data = self._some(min(buffer.nbytes, 1 << 16))
            buffer[: len(data)] = data
            return len(data)
        while True:
            self._before_read()
            try:
                count = os.readv(self._reading, [buffer])
            except BlockingIOError:
                continue
            except OSError:
                count = 0
            if not count:
                raise EOFError("the other side is gone")
            return count

    def _write_some(self, left: deque[memoryview]) -> int:
        if not hasattr(os, "writev"):  # Windows
            return os.write(self._writing, left[0])
        return os.writev(self._writing, list(itertools.islice(left, _IOV_MAX)))


class Line:
    """Frames over a stream, numbered, so that a frame nobody should have written is noticed."""

    def __init__(self, stream: Descriptors, codec: Codec) -> None:
        self._stream = stream
        self._codec = codec
        self._sent = 0
        self._received = 0
        self.taken = 0  # bytes of memory that what was received may fill, until the owner sets it back

    def send(self, value: object) -> None:
        """Writes one frame. TooLarge, before anything is written, when `value` exceeds the limits."""
        buffers = self._codec.encode(value)
        body = sum(buffer.nbytes for buffer in buffers[1:] if isinstance(buffer, memoryview))
        header = HEADER.pack(len(buffers[0]), self._sent & 0xFFFFFFFF, body)
        self._sent += 1
        self._stream.write([header, *buffers])

    def receive(self) -> Any:
        """Reads one frame. Violation when it is out of turn or malformed, EOFError when there is none."""
        length, number, body = HEADER.unpack(self._stream.read(HEADER.size))
        if length > MAX_HEAD or body > MAX_FRAME:
            raise Violation("a frame exceeds the limits")
        if number != self._received & 0xFFFFFFFF:
            raise Violation("a frame is out of turn")
        self._received += 1
        value, buffers = self._codec.decode(self._stream.read(length), body)
        self.taken += body + self._codec.inlined + (length - self._codec.inlined) * GROWTH
        for buffer in buffers:
            self._stream.read_into(buffer)
        return value


def passed_through(value: object, sender: Codec, receiver: Codec) -> Any:
    """What `receiver` gets when `sender` sends `value`: the same bytes, without a stream between."""
    head, *body = sender.encode(value)
    sizes = [memoryview(buffer) for buffer in body]
    result, buffers = receiver.decode(bytes(head), sum(view.nbytes for view in sizes))
    for target, source in zip(buffers, sizes, strict=True):
        target[:] = source
    return result
