"""One process for one submission: what all of them have in common, and the one every system can start.

This module loads neither NumPy nor the wire, so that a worker can be started first of all, while the
rest of the grader is imported.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Protocol

from grader.models import Limits, Tier

SOCKET_BUFFER = 8 << 20  # bytes: an 8 MB array then takes 3 ms instead of up to 17
_THREADS = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")}
"""One BLAS thread: each further one takes 41 MB of the address space a submission may use."""


class Worker(Protocol):
    """A process that serves one submission over two descriptors of ours."""

    reading: int
    writing: int

    def cpu(self) -> float:
        """Processor time it has used, in seconds; 0 where the system does not tell."""

    def printed(self, start: int) -> bytes:
        """What it has written to its standard output and error, from byte `start` on."""

    def end(self) -> str:
        """Kills it, frees all it held; tells how it had ended, "" when it was still alive."""


class Spawner(Protocol):
    """Starts workers of one tier."""

    @property
    def tier(self) -> Tier:
        """The tier its workers run at."""

    def spawn(self, limits: Limits) -> Worker:
        """A worker that is ready, or about to be."""

    def close(self) -> None:
        """Ends every process this has started."""


def package_folders() -> list[str]:
    """The folders from which a worker imports NumPy, msgpack and `grader`."""
    folders = []
    for name in ("numpy", "msgpack", "grader"):
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise ImportError(f"{name} is not installed")
        folders.append(str(Path(spec.origin).parent.parent))
    return list(dict.fromkeys(folders))


def clean_environment() -> dict[str, str]:
    """What a worker's environment holds: nothing of ours but what the system needs to start it."""
    kept = ("SYSTEMROOT", "TEMP", "TMP") if os.name == "nt" else ()
    return {name: os.environ[name] for name in kept if name in os.environ} | _THREADS | {
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
    }  # fmt: skip


def limits_for(limits: Limits) -> dict[str, int]:
    """The limits a worker puts on itself, as `grader/worker` is told them."""
    return {
        "output": limits.output,
        "memory": limits.memory,
        "cpu": int(limits.cpu) + 1,
        "files": limits.files,
    }


class OutputFile:
    """A file a worker prints to and we read; gone from the disk before anything is written."""

    def __init__(self) -> None:
        self.descriptor, name = tempfile.mkstemp(prefix="grade-output-")
        self._reading = os.open(name, os.O_RDONLY)
        self._name = name
        if os.name != "nt":
            Path(name).unlink()

    def read(self, start: int) -> bytes:
        """What was written from byte `start` on, at most 64 KiB of it."""
        os.lseek(self._reading, start, os.SEEK_SET)
        return os.read(self._reading, 1 << 16)

    def handed_over(self) -> None:
        """Closes our writing end, once the worker has its own."""
        os.close(self.descriptor)

    def close(self) -> None:
        """Frees the file."""
        os.close(self._reading)
        if os.name == "nt":
            Path(self._name).unlink(missing_ok=True)


def cpu_of(pid: int) -> float:
    """Processor time of process `pid` in seconds; ProcessLookupError when it is gone, 0 if unknown."""
    if sys.platform != "linux":
        return 0.0
    # The clock id of another process: CPUCLOCK_SCHED of ~pid, see clock_getcpuclockid(3).
    return time.clock_gettime((~pid << 3) | 2)


class ProcessWorker:
    """A plain subprocess: its own memory, a clean environment, limits where the system has them."""

    def __init__(self, limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SOCKET_BUFFER)
        ours.setblocking(False)
        self._socket = ours
        self.reading = self.writing = ours.fileno()
        self._output = OutputFile()
        number = theirs.fileno()
        main = Path(__file__).parent.parent / "worker"
        told = {"paths": package_folders(), "reading": number, "writing": number, **limits_for(limits)}
        self._process = subprocess.Popen(  # noqa: S603 - our own worker, no shell
            [sys.executable, "-I", "-S", str(main), json.dumps(told)],
            stdin=subprocess.DEVNULL,
            stdout=self._output.descriptor,
            stderr=self._output.descriptor,
            pass_fds=[number],
            env=clean_environment(),
            cwd="/",
            start_new_session=True,
        )
        theirs.close()
        self._output.handed_over()
        self._last_cpu = 0.0

    def cpu(self) -> float:
        """See `Worker`."""
        with contextlib.suppress(OSError):
            self._last_cpu = cpu_of(self._process.pid)
        return self._last_cpu

    def printed(self, start: int) -> bytes:
        """See `Worker`."""
        return self._output.read(start)

    def end(self) -> str:
        """See `Worker`."""
        self.cpu()
        alive = self._process.poll() is None
        with contextlib.suppress(OSError):  # whatever it started, as far as it stayed in its group
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        code = self._process.wait()
        self._socket.close()
        self._output.close()
        return "" if alive else how_it_ended(code)


KILLED = "it was killed by SIGKILL"  # what no submission does to itself: in a box it even cannot


def how_it_ended(code: int) -> str:
    """A clause for an exit code as `subprocess` gives it: negative for a signal."""
    if code >= 0:
        return "it ended its own process" if code == 0 else f"it ended its own process with {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    return f"it was killed by {name}"


class ProcessSpawner:
    """Starts each worker as a fresh interpreter; the first one ahead of its need."""

    tier: Tier = "process"

    def __init__(self, limits: Limits) -> None:
        self._ahead: tuple[Limits, Worker] | None = (limits, ProcessWorker(limits))

    def spawn(self, limits: Limits) -> Worker:
        """See `Spawner`."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            if ahead[0] == limits:
                return ahead[1]
            ahead[1].end()
        return ProcessWorker(limits)

    def close(self) -> None:
        """See `Spawner`."""
        if self._ahead is not None:
            self._ahead[1].end()
            self._ahead = None
