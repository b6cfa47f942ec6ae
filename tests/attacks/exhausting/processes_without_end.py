# attack: a fork bomb, with an end at thirty for the safety of whoever runs it
# stopped by: seccomp
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os


def double(x):
    for _ in range(30):
        try:
            if os.fork() == 0:
                os._exit(0)
            print("ESCAPED")
        except OSError:
            pass
    return x
