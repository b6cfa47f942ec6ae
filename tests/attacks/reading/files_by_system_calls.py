# attack: opens the checks by every system call that opens, past the C library
# stopped by: in a box there is no such file; else Landlock; seccomp lets only two of them through
# verdict: failed
# exercise: 01_double
# tier: landlock
import ctypes
import os
import struct

FILE = b"@COURSE@/exercises/01_double/checks.py"
OPEN, OPENAT, OPENAT2, CREAT, NAME_TO_HANDLE_AT = 2, 257, 437, 85, 303  # of x86_64


def double(x):
    call = ctypes.CDLL(None, use_errno=True).syscall
    how = struct.pack("QQQ", os.O_RDONLY, 0, 0)
    opened = [
        call(OPEN, FILE, 0, 0),
        call(OPENAT, -100, FILE, 0, 0),
        call(OPENAT2, -100, FILE, how, len(how)),
        call(NAME_TO_HANDLE_AT, -100, FILE, bytes(64), bytes(8), 0),
    ]
    if max(opened) >= 0:
        print("ESCAPED", opened)
    return x
