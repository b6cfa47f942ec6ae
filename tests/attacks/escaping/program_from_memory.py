# attack: makes a file in memory and runs it as a program
# stopped by: seccomp
# verdict: failed
# exercise: 01_double
# tier: seccomp
import ctypes
import os

MEMFD_CREATE, EXECVEAT = 319, 322  # of x86_64


def double(x):
    call = ctypes.CDLL(None, use_errno=True).syscall
    if call(MEMFD_CREATE, b"backgrade-attack", 0) >= 0:
        print("ESCAPED", "memfd_create")
    try:
        os.memfd_create("backgrade-attack")
        print("ESCAPED", "memfd_create")
    except OSError:
        pass
    call(EXECVEAT, 0, b"/bin/true", None, None, 0x1000)
    return x
