# attack: replaces itself by another program, which has no rules of Python's
# stopped by: seccomp
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os


def double(x):
    for path in ("/bin/sh", "/usr/bin/env", "/usr/bin/python3", "/proc/self/exe"):
        try:
            os.execv(path, [path, "-c", "echo ESCAPED"])
        except OSError:
            pass
    return x
