# attack: makes processes by the system calls behind fork, with and without namespaces of their own
# stopped by: seccomp, which lets threads through and nothing else
# verdict: failed,crashed
# exercise: 01_double
# tier: seccomp
import ctypes
import os
import struct

CLONE, FORK, VFORK, CLONE3 = 56, 57, 58, 435  # of x86_64
NEWUSER, NEWNET, NEWPID, PARENT = 0x10000000, 0x40000000, 0x20000000, 0x8000


def double(x):
    call = ctypes.CDLL(None, use_errno=True).syscall
    before = os.getpid()
    arguments = struct.pack("11Q", 0, *[0] * 3, 17, *[0] * 6)
    for made in (
        call(FORK),
        call(CLONE, 17, 0, 0, 0, 0),
        call(CLONE, 17 | NEWUSER, 0, 0, 0, 0),
        call(CLONE, 17 | NEWPID | NEWNET, 0, 0, 0, 0),
        call(CLONE, 17 | PARENT, 0, 0, 0, 0),
        call(CLONE3, arguments, len(arguments)),
    ):
        if made == 0 and os.getpid() != before:
            os._exit(0)
        if made >= 0:
            print("ESCAPED", made)
    return x
