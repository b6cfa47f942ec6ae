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
from typing import TYPE_CHECKING, Protocol

from grader.models import Limits, Tier

if TYPE_CHECKING:
    from grader.sandbox.meter import Meter
    from grader.wire import Descriptors  # loads NumPy: see above

SOCKET_BUFFER = 8 << 20  # bytes: an 8 MB array then takes 3 ms instead of up to 17
SO_SNDBUFFORCE = 32  # <asm-generic/socket.h>; Python does not name it
_THREADS = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")}
"""One BLAS thread: each further one takes 41 MB of the address space a submission may use."""


class Worker(Protocol):
    """A process that serves one submission over a stream."""

    def stream(self, meter: Meter) -> Descriptors:
        """Our end of its stream; waiting on it is measured by `meter`."""

    def cpu(self) -> float:
        """Processor time it has used, in seconds; 0 where the system does not tell."""

    def printed(self, start: int) -> bytes:
        """What it has written to its standard output and error, from byte `start` on."""

    def end(self, patience: float = 0.0) -> str:
        """Kills it, frees all it held; tells how it had ended by itself within `patience` seconds, or ""."""


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
    """A plain subprocess: its own memory, a clean environment, limits where the system has them.

    It is reached over a socket, or, where none can be inherited, over its standard input and output.
    """

    def __init__(self, limits: Limits) -> None:
        self._output = OutputFile()
        self._socket: socket.socket | None = None
        self._last_cpu = 0.0
        if CAN_INHERIT:
            self._start_on_socket(limits)
        else:
            self._process = self._started({"reading": 0, "writing": 1, **limits_for(limits)})
        self._output.handed_over()

    def _start_on_socket(self, limits: Limits) -> None:
        ours, theirs = socket_pair()
        number = theirs.fileno()
        self._socket = ours
        self._process = self._started({"reading": number, "writing": number, **limits_for(limits)}, number)
        theirs.close()

    def _started(self, told: dict[str, int], inherited: int | None = None) -> subprocess.Popen[bytes]:
        main = Path(__file__).parent.parent / "worker"
        settings = json.dumps({"paths": package_folders(), **told})
        piped = inherited is None
        return subprocess.Popen(  # noqa: S603 - our own worker, no shell
            [sys.executable, "-I", "-S", str(main), settings],
            stdin=subprocess.PIPE if piped else subprocess.DEVNULL,
            stdout=subprocess.PIPE if piped else self._output.descriptor,
            stderr=self._output.descriptor,
            pass_fds=[] if inherited is None else [inherited],
            env=clean_environment(),
            cwd="/",
            start_new_session=os.name != "nt",
        )

    def stream(self, meter: Meter) -> Descriptors:
        """See `Worker`."""
        from grader.sandbox.streams import Metered, Piped  # loads NumPy: see the top

        if self._socket is not None:
            return Metered(self._socket.fileno(), meter)
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101 - both are pipes
        return Piped(self._process.stdout.fileno(), self._process.stdin.fileno(), meter)

    def cpu(self) -> float:
        """See `Worker`."""
        with contextlib.suppress(OSError):
            self._last_cpu = cpu_of(self._process.pid)
        return self._last_cpu

    def printed(self, start: int) -> bytes:
        """See `Worker`."""
        return self._output.read(start)

    def end(self, patience: float = 0.0) -> str:
        """See `Worker`."""
        self.cpu()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        alive = self._process.returncode is None
        if hasattr(os, "killpg"):
            with contextlib.suppress(OSError):  # whatever it started, as far as it stayed in its group
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        code = self._process.wait()
        for each in (self._socket, self._process.stdin, self._process.stdout):
            if each is not None:
                with contextlib.suppress(OSError):  # what was still to be written to a dead process
                    each.close()
        self._output.close()
        return "" if alive else how_it_ended(code)


CAN_INHERIT = hasattr(os, "fork")
"""Whether a child can be given a socket of ours; elsewhere it is reached over its standard streams."""


def socket_pair() -> tuple[socket.socket, socket.socket]:
    """Our end, which never blocks, and the worker's."""
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        for option in (socket.SO_SNDBUF, SO_SNDBUFFORCE):  # the second is root's, beyond the system's limit
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, option, SOCKET_BUFFER)
    ours.setblocking(False)
    return ours, theirs


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
