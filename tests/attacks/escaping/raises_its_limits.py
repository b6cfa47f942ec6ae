# attack: gives itself more memory, time and files, and other processes less
# stopped by: seccomp; a hard limit cannot be raised
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os
import resource


def double(x):
    for name in ("AS", "CPU", "NOFILE", "FSIZE", "NPROC", "STACK", "DATA", "MEMLOCK"):
        which = getattr(resource, f"RLIMIT_{name}")
        for process in (0, os.getppid(), int("@JUDGE@")):
            try:
                resource.prlimit(process, which, (1 << 40, 1 << 40))
                print("ESCAPED", name, process)
            except (OSError, ValueError):
                pass
    return x
