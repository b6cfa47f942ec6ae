"""Forks a confined worker for each submission, in a millisecond: NumPy is loaded once, here.

It reads requests from the control socket, one JSON object each, and answers each with one:

    {"spawn": settings} and two descriptors, frames and output  ->  {"pid": n} and a descriptor of the process
    {"reap": n}                                                 ->  {"status": wait status}

or `{"error": text}`. A worker's setup is reported here and never on its own socket, which a submission could
write to. When the grader hangs up this process ends, and its workers with it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys
from typing import Any

from grader.worker import confine
from grader.worker.serve import serve

_LAZY = (
    "numpy.fft numpy.linalg numpy.ma numpy.polynomial numpy.random collections copy dataclasses enum "
    "fractions functools itertools math operator random statistics string textwrap time typing"
).split()  # what submissions import; loaded before the fork it costs nothing after
_HIGHEST = 4096  # no descriptor of a zygote lies above: it opens a handful
_FIRST = 100  # descriptors of a worker are moved here and above before they get their final numbers


def run(settings: dict[str, Any]) -> None:
    """Serves the control socket until the grader hangs up."""
    os.environ.pop("PWD", None)  # where a box was started from is nobody's business
    tier = settings["tier"]
    own_pids = tier == "box"
    control = socket.socket(fileno=settings["control"])
    confine.die_with_parent(signal.SIGKILL)
    confine.undumpable()  # its workers, from their first moment on: siblings of one user could read them
    for name in _LAZY:
        importlib.import_module(name)
    rules = -1
    if tier in ("box", "landlock"):
        rules = confine.landlock_ruleset(settings["readable"], ["/dev/null"])
    gc.collect()
    gc.freeze()
    home = os.pidfd_open(os.getpid()) if own_pids else -1
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 4)
        if not message:
            os._exit(0)
        request = json.loads(message)
        try:
            if "spawn" in request:
                pid, pidfd = _spawn(request["spawn"], descriptors, rules, home)
                descriptors.append(pidfd)
                socket.send_fds(control, [json.dumps({"pid": pid}).encode()], [pidfd])
            else:
                _, status = os.waitpid(request["reap"], 0)
                control.send(json.dumps({"status": status}).encode())
        except OSError as error:
            control.send(json.dumps({"error": str(error)}).encode())
        finally:
            for descriptor in descriptors:
                os.close(descriptor)


def _spawn(settings: dict[str, Any], passed: list[int], rules: int, home: int) -> tuple[int, int]:
    """Forks a worker and waits until it is confined; its pid here and a descriptor of it."""
    reading, writing = os.pipe()
    if home >= 0:
        confine.unshare_pids()
    pid = os.fork()
    if pid == 0:
        try:
            _become_worker(settings, passed, rules, writing)
        finally:
            os._exit(1)
    os.close(writing)
    if home >= 0:
        confine.join_pids_of(home)
    trouble = os.read(reading, 4096)
    os.close(reading)
    if trouble != b"ready":
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        raise OSError(trouble.decode("utf-8", "replace") or "a worker died before it was confined")
    return pid, os.pidfd_open(pid)


def _become_worker(settings: dict[str, Any], passed: list[int], rules: int, report: int) -> None:
    """Everything between the fork and the submission; ends the process when a step fails."""
    frames, output = (_moved(descriptor, _FIRST + i) for i, descriptor in enumerate(passed))
    report = _moved(report, _FIRST + 2)
    rules = _moved(rules, _FIRST + 3) if rules >= 0 else -1
    try:
        nothing = os.open("/dev/null", os.O_RDONLY)
        for number, descriptor in enumerate((nothing, output, output, frames)):
            os.dup2(descriptor, number, inheritable=False)
        os.closerange(4, _FIRST + 2)
        os.closerange(_FIRST + 4, _HIGHEST)
        os.setsid()
        confine.die_with_parent(signal.SIGKILL)
        for name, limit in (("AS", "memory"), ("CPU", "cpu"), ("NOFILE", "files"), ("FSIZE", "output")):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (settings[limit], settings[limit]))
        for name in ("CORE", "MEMLOCK", "MSGQUEUE"):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (0, 0))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        confine.no_new_privileges()
        if rules >= 0:
            confine.landlock(rules)
        confine.drop_capabilities()
        confine.seccomp(may_write=rules >= 0)
    except OSError as error:
        os.write(report, str(error).encode())
        os._exit(1)
    os.write(report, b"ready")
    for descriptor in range(_FIRST, _FIRST + 4):  # closerange of 3.13 aborts above RLIMIT_NOFILE
        with contextlib.suppress(OSError):
            os.close(descriptor)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - for the life of the process
    serve(3, 3, settings["output"])


def _moved(descriptor: int, number: int) -> int:
    os.dup2(descriptor, number, inheritable=False)
    return number
