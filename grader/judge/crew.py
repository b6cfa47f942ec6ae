"""Spreads jobs over forked processes of our own; jobs and results cross as JSON.

The processes run nothing but our code: submissions have workers of theirs. One that dies costs its job only.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

Job = dict[str, Any]
Work = Callable[[Iterator[Job], Callable[[Job], None]], None]
"""What a process does: takes jobs from the iterator, hands one result for each to the function."""

LOST = "lost"  # the key of a result that stands for a job whose process died
_LENGTH = struct.Struct("!I")


def spread(
    jobs: Iterable[Job],
    work: Work,
    processes: int,
    *,
    life: int = 10**9,
    spent: Callable[[Job], bool] = lambda _: False,
) -> Iterator[tuple[Job, Job]]:
    """Yields each job with its result, in the order the results come.

    A process is replaced after `life` jobs, and after a result that is `spent`. Ctrl-C lets the jobs that
    run end, hands out no more, and is raised when they are done. Where nothing can be forked, `work` runs
    here, on one job after another.
    """
    if not hasattr(os, "fork"):
        yield from _here(jobs, work)
        return
    waiting = deque(jobs)
    crew: dict[int, _Member] = {}
    with _deferred_interrupt(waiting.clear):
        yield from _handed_out(waiting, crew, work, processes, life, spent)


@contextlib.contextmanager
def _deferred_interrupt(stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C calls `stop` and is raised when the block ends; a second one is raised at once."""
    interrupted: list[int] = []

    def handle(number: int, _: object) -> None:
        if interrupted:
            raise KeyboardInterrupt
        interrupted.append(number)
        stop()

    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's
        yield
        return
    before = signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if interrupted:
        raise KeyboardInterrupt


def _handed_out(
    waiting: deque[Job],
    crew: dict[int, _Member],
    work: Work,
    processes: int,
    life: int,
    spent: Callable[[Job], bool],
) -> Iterator[tuple[Job, Job]]:
    try:
        while waiting or any(member.job is not None for member in crew.values()):
            idle = sum(member.job is None for member in crew.values())
            while len(crew) < processes and idle < len(waiting):
                idle += 1
                member = _Member(work, [other.socket for other in crew.values()])
                crew[member.socket.fileno()] = member
            for member in crew.values():
                if member.job is None and waiting:
                    member.give(waiting.popleft())
            busy = [member.socket for member in crew.values() if member.job is not None]
            for ready in select.select(busy, [], [])[0]:
                member = crew[ready.fileno()]
                job, result = member.take()
                if result is None or spent(result) or member.jobs >= life:
                    del crew[ready.fileno()]
                    how = member.end()
                    result = {LOST: how} if result is None else result
                yield job, result
    finally:
        for member in crew.values():
            member.end()


def _here(jobs: Iterable[Job], work: Work) -> Iterator[tuple[Job, Job]]:
    for job in jobs:
        results: list[Job] = []
        work(iter([job]), results.append)
        yield job, results[0] if results else {LOST: "it gave no result"}


class _Member:
    """One forked process and the job it is at."""

    def __init__(self, work: Work, others: list[socket.socket]) -> None:
        ours, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            for each in (ours, *others):  # held open here, they would hide our end from the others
                each.close()
            _serve(theirs, work)
        theirs.close()
        self.socket = ours
        self.job: Job | None = None
        self.jobs = 0

    def give(self, job: Job) -> None:
        """Starts on a job."""
        self.job = job
        self.jobs += 1
        with contextlib.suppress(OSError):  # it has died: `take` will tell
            _send(self.socket, job)

    def take(self) -> tuple[Job, Job | None]:
        """The job and its result; no result when the process has died."""
        job, self.job = self.job, None
        assert job is not None  # noqa: S101 - asked only while it is at a job
        return job, _receive(self.socket)

    def end(self) -> str:
        """Ends the process; how it ended."""
        self.socket.close()
        with contextlib.suppress(ProcessLookupError):
            if self.job is not None:
                os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        return f"a process of ours ended with {code}"


def _serve(connection: socket.socket, work: Work) -> NoReturn:
    """The life of a forked process: it never returns into the code that forked it."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who hands out the jobs
        work(_jobs(connection), lambda result: _send(connection, result))
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def _jobs(connection: socket.socket) -> Iterator[Job]:
    while (job := _receive(connection)) is not None:
        yield job


def _send(connection: socket.socket, value: Job) -> None:
    data = json.dumps(value, allow_nan=False).encode()
    connection.sendall(_LENGTH.pack(len(data)) + data)


def _receive(connection: socket.socket) -> Job | None:
    head = _exactly(connection, _LENGTH.size)
    data = _exactly(connection, _LENGTH.unpack(head)[0]) if head else None
    return json.loads(data) if data is not None else None


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    data = b""
    while len(data) < size:
        try:
            piece = connection.recv(size - len(data))
        except OSError:
            return None
        if not piece:
            return None
        data += piece
    return data
