# attack: attaches to shared memory of other processes, of either kind
# stopped by: a box has memory segments of its own; else seccomp and Landlock
# verdict: failed
# exercise: 01_double
# tier: landlock
import ctypes
import os

SHMGET, SHMAT, SHMCTL, MQ_OPEN = 29, 30, 31, 240  # of x86_64


def double(x):
    call = ctypes.CDLL(None, use_errno=True).syscall
    for number in range(64):
        if call(SHMAT, number, 0, 0o10000) > 0:
            print("ESCAPED", "shmat", number)
    if call(SHMGET, 0x6261636B, 4096, 0o1666) >= 0:
        print("ESCAPED", "shmget")
    for folder in ("/dev/shm", "/dev/mqueue", "/run", "/run/shm"):
        try:
            print("ESCAPED", os.listdir(folder))
        except OSError:
            pass
    return x
