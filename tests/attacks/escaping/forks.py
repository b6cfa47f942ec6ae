# attack: forks
# stopped by: seccomp
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os


def double(x):
    try:
        if os.fork() == 0:
            os._exit(0)
        print("ESCAPED")
    except OSError:
        pass
    return x
