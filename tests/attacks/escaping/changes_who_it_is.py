# attack: becomes another user, takes capabilities back, asks to survive its parent, or to be debugged
# stopped by: seccomp
# verdict: failed
# exercise: 01_double
# tier: seccomp
import ctypes
import os
import struct


def double(x):
    libc = ctypes.CDLL(None, use_errno=True)
    for name in ("setuid", "setgid", "seteuid", "nice"):
        try:
            getattr(os, name)(0 if name != "nice" else -5)
            print("ESCAPED", name)
        except OSError:
            pass
    for option, value in ((1, 0), (4, 1), (8, 1), (23, 0), (24, 0), (28, 0), (36, 1), (38, 0), (59, 1)):
        if libc.prctl(option, value, 0, 0, 0) >= 0:
            print("ESCAPED", "prctl", option)
    if libc.capset(struct.pack("Ii", 0x20080522, 0), b"\xff" * 24) == 0:
        print("ESCAPED", "capset")
    return x
