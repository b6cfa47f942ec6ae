# attack: stops its own process, which then neither works nor ends
# stopped by: the wall-clock limit; the first process of a box cannot be stopped from inside
# verdict: timeout,failed
# exercise: 01_double
import os
import signal


def double(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return x
