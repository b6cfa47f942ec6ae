# attack: locks a library's file, for others to wait at
# stopped by: seccomp has no such call; a lock ends with its process
# verdict: failed
# exercise: 01_double
# tier: seccomp
import fcntl
import os


def double(x):
    try:
        with open(os.__file__) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            print("ESCAPED")
    except OSError:
        pass
    return x
