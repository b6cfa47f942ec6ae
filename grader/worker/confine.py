"""Takes from this process whatever a submission does not need, by system calls through ctypes: Linux only.

Landlock closes the file system, seccomp every system call that is not listed, capabilities go, and the
process dies with its parent. None of it can be undone. What each tier uses is `grader.worker.zygote`'s.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable
from typing import NoReturn

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
CLONE_NEWPID = 0x20000000

# ------------------------------------------------------------------------------------ prctl and namespaces


def _fail(what: str) -> NoReturn:
    number = ctypes.get_errno()
    raise OSError(number, f"{what}: {os.strerror(number)}")


def _prctl(what: str, option: int, value: int) -> None:
    if _libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0):
        _fail(what)


def die_with_parent(signal: int) -> None:
    """Has the kernel send `signal` to this process when its parent ends."""
    _prctl("PR_SET_PDEATHSIG", PR_SET_PDEATHSIG, signal)


def no_new_privileges() -> None:
    """No program this process starts can gain rights; seccomp and Landlock ask for this."""
    _prctl("PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS, 1)


def undumpable() -> None:
    """Makes this process's memory and /proc entries unreadable to its own user."""
    _prctl("PR_SET_DUMPABLE", PR_SET_DUMPABLE, 0)


def unshare_pids() -> None:
    """The next child of this process is the first of a pid namespace of its own."""
    if _libc.unshare(CLONE_NEWPID):
        _fail("unshare(CLONE_NEWPID)")


def join_pids_of(pidfd: int) -> None:
    """Children of this process belong to the pid namespace of `pidfd` again."""
    if _libc.setns(pidfd, CLONE_NEWPID):
        _fail("setns(CLONE_NEWPID)")


def drop_capabilities() -> None:
    """Gives up every capability, also those of a root user."""
    header = struct.pack("Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this thread
    if _libc.capset(header, bytes(24)):
        _fail("capset")


# ------------------------------------------------------------------------------------ Landlock

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446  # the same on every architecture
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_RIGHTS_OF_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_NET_RIGHTS = 3  # bind and connect of TCP, from ABI 4
_SCOPES = 3  # abstract unix sockets and signals, from ABI 6


def landlock_abi() -> int:
    """The version of Landlock this kernel offers, 0 for none."""
    return max(0, int(_libc.syscall(_LANDLOCK_CREATE, None, 0, 1)))


def landlock_ruleset(readable: Iterable[str], writable: Iterable[str]) -> int:
    """A descriptor of rules that allow reading what lies in `readable`, reading and writing `writable`.

    Paths that do not exist are left out. OSError when the kernel has no Landlock.
    """
    abi = landlock_abi()
    if not abi:
        raise OSError(errno.ENOSYS, "this kernel has no Landlock")
    rights = _RIGHTS_OF_ABI[min(abi, 5)]
    fields = [rights] + [_NET_RIGHTS] * (abi >= 4) + [_SCOPES] * (abi >= 6)
    attributes = struct.pack(f"{len(fields)}Q", *fields)
    ruleset = int(_libc.syscall(_LANDLOCK_CREATE, attributes, len(attributes), 0))
    if ruleset < 0:
        _fail("landlock_create_ruleset")
    for paths, extra in ((readable, 0), (writable, _WRITE_FILE)):
        for path in paths:
            _allow(ruleset, path, extra)
    return ruleset


def _allow(ruleset: int, path: str, extra: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | extra | (_READ_DIR if os.path.isdir(path) else 0)  # noqa: PTH112 - no pathlib here
        rule = struct.pack("=Qi", rights, descriptor)
        if _libc.syscall(_LANDLOCK_ADD, ruleset, 1, rule, 0):
            _fail(f"landlock_add_rule {path}")
    finally:
        os.close(descriptor)


def landlock(ruleset: int) -> None:
    """Puts the rules in force for this process."""
    if _libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0):
        _fail("landlock_restrict_self")


# ------------------------------------------------------------------------------------ seccomp

# Name: (x86_64, aarch64) numbers; None where an architecture has no such call. Not among them: sendmsg and
# setsockopt, by which a pair of sockets can hold descriptors and megabytes that no limit here counts.
_ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "stat": (4, None), "fstat": (5, 80),
    "lstat": (6, None), "poll": (7, None), "lseek": (8, 62), "mmap": (9, 222), "mprotect": (10, 226),
    "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "pread64": (17, 67), "pwrite64": (18, 68), "readv": (19, 65),
    "writev": (20, 66), "access": (21, None), "pipe": (22, None), "select": (23, None),
    "sched_yield": (24, 124), "mremap": (25, 216), "msync": (26, 227), "mincore": (27, 232),
    "madvise": (28, 233), "dup": (32, 23), "dup2": (33, None), "pause": (34, None),
    "nanosleep": (35, 101), "getitimer": (36, 102), "alarm": (37, None), "setitimer": (38, 103),
    "getpid": (39, 172), "sendto": (44, 206), "recvfrom": (45, 207), "shutdown": (48, 210),
    "getsockname": (51, 204), "getpeername": (52, 205), "socketpair": (53, 199), "getsockopt": (55, 209),
    "exit": (60, 93), "uname": (63, 160), "fsync": (74, 82), "fdatasync": (75, 83), "getcwd": (79, 17),
    "chdir": (80, 49), "fchdir": (81, 50), "readlink": (89, None), "umask": (95, 166),
    "gettimeofday": (96, 169), "getrlimit": (97, 163), "getrusage": (98, 165), "sysinfo": (99, 179),
    "times": (100, 153), "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175),
    "getegid": (108, 177), "getppid": (110, 173), "getpgrp": (111, None), "getgroups": (115, 158),
    "getresuid": (118, 148), "getresgid": (120, 150), "getpgid": (121, 155), "getsid": (124, 156),
    "rt_sigpending": (127, 136), "rt_sigtimedwait": (128, 137), "rt_sigsuspend": (130, 133),
    "sigaltstack": (131, 132), "getpriority": (140, 141), "sched_getparam": (143, 121),
    "sched_getscheduler": (145, 120), "arch_prctl": (158, None), "gettid": (186, 178), "time": (201, None),
    "futex": (202, 98), "sched_getaffinity": (204, 123), "epoll_create": (213, None),
    "getdents64": (217, 61), "set_tid_address": (218, 96), "restart_syscall": (219, 128),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115),
    "exit_group": (231, 94), "epoll_wait": (232, None), "epoll_ctl": (233, 21), "newfstatat": (262, 79),
    "readlinkat": (267, 78), "faccessat": (269, 48), "pselect6": (270, 72), "ppoll": (271, 73),
    "set_robust_list": (273, 99), "get_robust_list": (274, 100), "epoll_pwait": (281, 22),
    "eventfd": (284, None), "eventfd2": (290, 19), "epoll_create1": (291, 20), "dup3": (292, 24),
    "pipe2": (293, 59), "getcpu": (309, 168), "getrandom": (318, 278), "membarrier": (324, 283),
    "statx": (332, 291), "rseq": (334, 293), "faccessat2": (439, 439), "epoll_pwait2": (441, 441),
    "futex_waitv": (449, 449),
}  # fmt: skip
_SPECIAL = {
    "open": (2, None), "openat": (257, 56), "ioctl": (16, 29), "clone": (56, 220), "kill": (62, 129),
    "tgkill": (234, 131), "fcntl": (72, 25), "prctl": (157, 167), "prlimit64": (302, 261),
    "clone3": (435, 435), "openat2": (437, 437),
}  # fmt: skip
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # AUDIT_ARCH_*

_LD, _JEQ, _JSET, _RET = 0x20, 0x15, 0x45, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_CLONE_THREAD = 0x10000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONREAD FIONBIO FIO(N)CLEX
_FCNTLS = (0, 1, 2, 3, 4, 1030)  # dup and flags; not F_SETOWN or F_SETSIG, which send signals
_PRCTLS = (15, 16)  # PR_SET_NAME, PR_GET_NAME
_O_ASYNC = 0x2000

_Instruction = tuple[int, int, int, int]


def seccomp(*, may_write: bool) -> None:
    """Refuses every system call not listed, for this process and all its threads.

    Allowed are memory, time, threads, waiting, and files already open or opened for reading; `may_write`
    leaves opening for writing to the file system's own rules. Refused calls fail with EPERM, so that code
    which can do without goes on. OSError on an architecture whose numbers are not known here.
    """
    program = b"".join(struct.pack("HBBI", *line) for line in _program(os.getpid(), may_write))
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    if _libc.prctl(PR_SET_SECCOMP, 2, ctypes.c_char_p(header), 0, 0):
        _fail("PR_SET_SECCOMP")


def _program(pid: int, may_write: bool) -> list[_Instruction]:
    try:
        column, audit = _ARCHITECTURES[platform.machine()]
    except KeyError:
        raise OSError(errno.ENOSYS, f"no list of system calls for {platform.machine()}") from None
    numbers = {name: each[column] for name, each in _SPECIAL.items() if each[column] is not None}
    allow, refuse = (_RET, 0, 0, _ALLOW), (_RET, 0, 0, _ERRNO | errno.EPERM)
    absent = (_RET, 0, 0, _ERRNO | errno.ENOSYS)
    program = [(_LD, 0, 0, 4), (_JEQ, 1, 0, audit), (_RET, 0, 0, _KILL), (_LD, 0, 0, 0)]

    def case(name: str, *body: _Instruction) -> None:
        """Runs `body` for the system call `name`; its jumps stay inside it, its last line returns."""
        if name in numbers:
            program.extend([(_JEQ, 0, len(body), numbers[name]), *body])  # type: ignore[list-item]  # not None

    def argument(index: int, half: int = 0) -> _Instruction:
        return (_LD, 0, 0, 16 + 8 * index + 4 * half)

    def one_of(index: int, values: tuple[int, ...]) -> list[_Instruction]:
        tests = [(_JEQ, len(values) - i, 0, value) for i, value in enumerate(values)]
        return [argument(index), *tests, refuse, allow]

    for each in _ALLOWED.values():
        number = each[column]
        if number is not None:
            program.extend([(_JEQ, 0, 1, number), allow])
    for name, index in (("open", 1), ("openat", 2)):
        if may_write:
            case(name, allow)
        else:
            case(name, argument(index), (_JSET, 0, 1, _WRITING), refuse, allow)
    case("ioctl", *one_of(1, _IOCTLS))
    case("clone", argument(0), (_JSET, 0, 1, _CLONE_THREAD), allow, refuse)
    case("clone3", absent)  # its flags lie in memory, where no filter can look; the C library falls back
    case("openat2", absent)
    case("kill", *one_of(0, (pid,)))
    case("tgkill", *one_of(0, (pid,)))
    no_async = [argument(2), (_JSET, 0, 1, _O_ASYNC), refuse, allow]
    tests = [(_JEQ, len(_FCNTLS) - i, 0, value) for i, value in enumerate(_FCNTLS)]
    case("fcntl", argument(1), *tests, refuse, *no_async)
    case("prctl", *one_of(0, _PRCTLS))
    # Reading limits is allowed (no new ones, own process): pid 0 and a null pointer in both halves.
    nothing = [(_JEQ, 1, 0, 0), refuse]
    own = [argument(0), *nothing, argument(2), *nothing, argument(2, 1), *nothing, allow]
    case("prlimit64", *own)
    return [*program, refuse]
