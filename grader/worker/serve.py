"""The loop of a worker process: reads requests, answers them, until the grader hangs up.

What a submission prints goes to descriptors 1 and 2, cut at the limit, and never into a frame.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from typing import Any

from grader.wire import Codec, Descriptors, Line, TooLarge
from grader.worker.session import Session


class _Cut(io.TextIOBase):
    """Standard output that silently drops what exceeds the limit: printing never changes a mark."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, descriptor: int, left: list[int]) -> None:
        self._descriptor = descriptor
        self._left = left

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        data = text.encode("utf-8", "backslashreplace")[: self._left[0]]
        self._left[0] -= len(data)
        with contextlib.suppress(OSError):  # closed by the submission, or full
            while data:
                data = data[os.write(self._descriptor, data) :]
        return len(text)

    def close(self) -> None:
        """Stays open: closing its output is no reason for a submission to fail."""


def confine_here(settings: dict[str, Any]) -> None:
    """Limits this process's memory, processor time and descriptors, where the system can."""
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: settings["memory"],
        resource.RLIMIT_CPU: settings["cpu"],
        resource.RLIMIT_NOFILE: settings["files"],
        resource.RLIMIT_FSIZE: settings["output"],
    }
    for which, limit in limits.items():
        if limit:
            with contextlib.suppress(ValueError, OSError):  # a lower hard limit is already in force
                resource.setrlimit(which, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a full output is an error of write, not a death


def serve(reading: int, writing: int, output: int) -> None:
    """Answers requests until the grader hangs up; ends the process without running exit hooks."""
    if writing == 1:  # our frames came over the standard streams: what the submission prints must not
        reading, writing = os.dup(reading), os.dup(writing)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(2, 1)
    left = [output]
    sys.stdout = sys.__stdout__ = _Cut(1, left)  # type: ignore[misc,assignment]  # as in any program
    sys.stderr = sys.__stderr__ = _Cut(2, left)  # type: ignore[misc,assignment]  # as in any program
    session: Session

    def ask(request: list[Any]) -> Any:
        """Asks the grader, answering what it asks meanwhile."""
        try:
            line.send(request)
        except TooLarge as error:
            raise ValueError(f"what your code passes back is too large: {error}") from None
        while True:
            message = line.receive()
            if message[0] in ("answer", "failure"):
                return message
            answer(message)

    def answer(request: list[Any]) -> None:
        reply = session.handle(request)
        try:
            line.send(reply)
        except EOFError:
            raise
        except BaseException as error:
            line.send([*session.told(error), reply[3]])

    session = Session(ask)
    line = Line(Descriptors(reading, writing), Codec(session))
    try:
        while True:
            answer(line.receive())
    except BaseException:
        os._exit(0)
