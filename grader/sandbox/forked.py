"""Workers forked from a zygote: the grader's side of the tiers `box`, `landlock` and `seccomp`.

One worker is always asked for ahead of its need, so that its fork happens while the one before it works.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.models import Limits, Tier
from grader.sandbox import binding
from grader.sandbox.failure import Unavailable
from grader.sandbox.workers import (
    KILLED,
    Worker,
    clean_environment,
    cpu_of,
    how_it_ended,
    limits_for,
    package_folders,
    socket_pair,
)

if TYPE_CHECKING:
    from grader.sandbox.meter import Meter
    from grader.wire import Descriptors

START = 20.0  # seconds until a zygote must have answered: it needs 0.1, on a machine under load 2
_PR_SET_DUMPABLE = 4  # <linux/prctl.h>
LAST_BREATH = 0.5  # seconds from the end of its socket to its own, in which the kernel frees its memory
_KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL)  # the second is what a box tells of the process in it


class ForkedWorker:
    """One worker of a zygote, known by a descriptor of its process."""

    def __init__(self, zygote: Zygote, limits: Limits) -> None:
        ours, theirs = socket_pair()
        self._socket = ours
        self._output = os.memfd_create("output", os.MFD_CLOEXEC)
        self._zygote = zygote
        self._pid = 0
        self._pidfd = -1
        self._outer_pid = 0
        self._last_cpu = 0.0
        self._trouble = ""
        try:
            zygote.ask({"spawn": limits_for(limits)}, [theirs.fileno(), self._output], self._born)
        except Unavailable:
            self._free()
            raise
        finally:
            theirs.close()

    def _born(self, answer: dict[str, Any], descriptors: list[int]) -> None:
        if "error" in answer or not descriptors:  # kept: whoever settles may be ending another worker
            self._trouble = str(answer.get("error", "no process was made"))
            return
        self._pid, self._pidfd = answer["pid"], descriptors[0]
        self._outer_pid = _pid_here(self._pidfd)

    @property
    def ended(self) -> bool:
        """Whether its process is known to have ended already."""
        return self._pidfd >= 0 and bool(select.select([self._pidfd], [], [], 0)[0])

    def arrive(self) -> None:
        """Waits until the process is there. Unavailable, and everything freed, when it cannot be."""
        try:
            self._zygote.settle()
            if self._trouble:
                raise Unavailable(self._trouble)
        except Unavailable:
            self._free()
            raise

    def stream(self, meter: Meter) -> Descriptors:
        """See `Worker`."""
        from grader.sandbox.streams import Metered  # loads NumPy, which the zygote's start need not wait for

        return Metered(self._socket.fileno(), meter)

    def cpu(self) -> float:
        """See `Worker`."""
        if self._outer_pid > 0:
            with contextlib.suppress(OSError):
                self._last_cpu = cpu_of(self._outer_pid)
        return self._last_cpu

    def printed(self, start: int) -> bytes:
        """See `Worker`."""
        return os.pread(self._output, 1 << 16, start)

    def end(self, patience: float = 0.0) -> str:
        """See `Worker`."""
        self.cpu()
        how = KILLED  # by the end of its zygote, unless we learn better
        with contextlib.suppress(Unavailable):
            self._zygote.settle()
            if self._pidfd >= 0:
                ended = bool(select.select([self._pidfd], [], [], patience)[0])
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
                status = self._zygote.reap(self._pid)
                how = how_it_ended(os.waitstatus_to_exitcode(status)) if ended else ""
        self._free()
        return how

    def _free(self) -> None:
        for descriptor in (self._pidfd, self._output):
            if descriptor >= 0:
                os.close(descriptor)
        self._pidfd = self._output = -1
        self._socket.close()


def _pid_here(pidfd: int) -> int:
    """The process's number in our own pid namespace; 0 where /proc does not tell."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/self/fdinfo/{pidfd}").read_text().splitlines():
            if line.startswith("Pid:"):
                return int(line.split()[1])
    return 0


Answered = Callable[[dict[str, Any], list[int]], None]


class Zygote:
    """The process that forks, and the questions put to it that it has not answered yet."""

    def __init__(self, tier: Tier) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        self._waiting: deque[Answered] = deque()
        self._gone = ""
        self._killed = False
        try:
            self._process = _started(tier, theirs.fileno())
        except OSError as error:
            ours.close()
            raise Unavailable(str(error)) from None
        finally:
            theirs.close()

    def ask(self, question: dict[str, Any], descriptors: list[int], answered: Answered) -> None:
        """Sends a question; `answered` is called by `settle`. Unavailable when the zygote is gone."""
        try:
            if not self._gone:
                socket.send_fds(self._control, [json.dumps(question).encode()], descriptors)
        except OSError:
            self._bury()
        if self._gone:
            raise Unavailable(self._gone, killed=self._killed)
        self._waiting.append(answered)

    def settle(self) -> None:
        """Waits for the answers to all questions. Unavailable when the zygote is gone or mute."""
        while self._waiting and not self._gone:
            message, descriptors = b"", list[int]()
            if not select.select([self._control], [], [], START)[0]:
                self._bury(f"no answer within {START:g} s")
                break
            with contextlib.suppress(OSError):
                message, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 4)
            if message:
                self._waiting.popleft()(json.loads(message), descriptors)
            else:
                self._bury()
        if self._gone:
            raise Unavailable(self._gone, killed=self._killed)

    def reap(self, pid: int) -> int:
        """The wait status of a worker that has ended, or is about to."""
        statuses: list[int] = []
        self.ask({"reap": pid}, [], lambda answer, _: statuses.append(int(answer.get("status", 0))))
        self.settle()
        return statuses[0]

    def _bury(self, why: str = "") -> None:
        """Ends the process for good; from now on its last words are the answer to everything."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(LAST_BREATH)
        self._killed = self._process.returncode in _KILLED
        self._process.kill()
        said = self._process.communicate()[1] or b""
        lines = said.decode("utf-8", "replace").strip().splitlines()
        self._gone = why or (lines[-1][:300] if lines else "its process ended")
        self._waiting.clear()

    def close(self) -> None:
        """Ends the zygote and every worker it has forked."""
        self._control.close()
        self._process.kill()  # its workers, and all of a box, have asked to die with it
        self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()


def _started(tier: Tier, control: int) -> subprocess.Popen[bytes]:
    settings: dict[str, Any] = {"tier": tier, "control": control, "readable": binding.readable(tier)}
    if tier == "box":
        command, user = binding.box(settings)
    else:
        settings["paths"] = package_folders()
        main = Path(__file__).parent.parent / "worker"
        command = [sys.executable, "-I", "-S", str(main), json.dumps(settings)]
        user = binding.user_for([*binding.packages(), binding.standard_library(), Path(sys.executable)])
    return subprocess.Popen(  # noqa: S603 - our own worker, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=[control],
        env=clean_environment(),
        cwd="/",
        start_new_session=True,
        **user,
    )


def _hide_memory() -> None:
    """Closes /proc/PID/mem and environ of this process to others of its user; core dumps go with them.

    A worker that can open files could read the hidden checks and the seed there.
    """
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


class ForkedSpawner:
    """Workers of one tier, forked from one zygote."""

    def __init__(self, tier: Tier, limits: Limits, *, keep_ahead: bool = False) -> None:
        self.tier: Tier = tier
        self._keep_ahead = keep_ahead
        if tier == "seccomp":
            _hide_memory()
        self._zygote = Zygote(tier)
        try:
            self._ahead: tuple[Limits, ForkedWorker] | None = (limits, ForkedWorker(self._zygote, limits))
        except Unavailable:
            self._zygote.close()
            raise

    def spawn(self, limits: Limits) -> Worker:
        """See `Spawner`. Unavailable when the zygote cannot confine a worker."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead[0] != limits:
            ahead[1].end()
            ahead = None
        worker = ahead[1] if ahead is not None else ForkedWorker(self._zygote, limits)
        worker.arrive()
        if worker.ended:  # it was killed while it waited
            worker.end()
            worker = ForkedWorker(self._zygote, limits)
            worker.arrive()
        if self._keep_ahead:
            with contextlib.suppress(Unavailable):  # the zygote has just died: the next spawn will say so
                self._ahead = (limits, ForkedWorker(self._zygote, limits))
        return worker

    def close(self) -> None:
        """See `Spawner`."""
        if self._ahead is not None:
            self._ahead[1].end()
            self._ahead = None
        self._zygote.close()
