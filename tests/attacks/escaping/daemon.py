# attack: forks twice and leaves its session, to live on when it is killed
# stopped by: seccomp
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os
import time


def double(x):
    try:
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(3)
            os._exit(0)
        print("ESCAPED")
    except OSError:
        pass
    return x
