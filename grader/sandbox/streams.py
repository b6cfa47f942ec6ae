"""The grader's ends of a worker's stream: they wait with a meter, never inside a system call."""

from __future__ import annotations

import os
import select
import threading
from collections import deque
from collections.abc import Sequence

from grader.sandbox.meter import Meter
from grader.wire import Descriptors


class Metered(Descriptors):
    """One non-blocking socket, for both directions."""

    def __init__(self, socket: int, meter: Meter) -> None:
        super().__init__(socket, socket)
        self._meter = meter
        self._readable, self._writable = select.poll(), select.poll()
        self._readable.register(socket, select.POLLIN)
        self._writable.register(socket, select.POLLOUT)

    def _before_read(self) -> None:
        self._meter.wait(self._readable.poll)

    def _until_writable(self) -> None:
        self._meter.wait(self._writable.poll)


class Piped(Descriptors):
    """Two blocking pipes, each with a thread: for systems that can wait for nothing else."""

    def __init__(self, reading: int, writing: int, meter: Meter) -> None:
        super().__init__(reading, writing)
        self._meter = meter
        self._arrived: deque[bytes] = deque()
        self._leaving: deque[bytes] = deque()
        self._news, self._work = threading.Condition(), threading.Condition()
        self._stuck = False
        threading.Thread(target=self._read_on, daemon=True).start()
        threading.Thread(target=self._write_on, daemon=True).start()

    def write(self, buffers: Sequence[bytes | memoryview]) -> None:
        """Hands all buffers to the writing thread; EOFError when the other side is gone."""
        if self._stuck:
            raise EOFError("the other side is gone")
        with self._work:
            self._leaving.append(b"".join(buffers))
            self._work.notify()

    def _some(self, size: int) -> bytes:
        while True:
            self._meter.wait(self._poll)
            with self._news:
                if not self._arrived:
                    continue
                data = self._arrived.popleft()
                if data[size:]:
                    self._arrived.appendleft(data[size:])
            if not data:
                raise EOFError("the other side is gone")
            return data[:size]

    def _some_into(self, buffer: memoryview) -> int:
        data = self._some(buffer.nbytes)
        buffer[: len(data)] = data
        return len(data)

    def _poll(self, milliseconds: float) -> bool:
        with self._news:
            return self._news.wait_for(lambda: bool(self._arrived), milliseconds / 1000)

    def _read_on(self) -> None:
        while True:
            try:
                data = os.read(self._reading, 1 << 16)
            except OSError:
                data = b""
            with self._news:
                self._arrived.append(data)
                self._news.notify()
            if not data:
                return

    def _write_on(self) -> None:
        while True:
            with self._work:
                self._work.wait_for(lambda: bool(self._leaving))
                data = memoryview(self._leaving.popleft())
            try:
                while data:
                    data = data[os.write(self._writing, data) :]
            except OSError:
                self._stuck = True
                return
