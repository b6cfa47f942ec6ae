# attack: kills itself while it is loaded, as if from outside
# stopped by: it is loaded again once
# verdict: refused,failed
# exercise: 01_double
import os
import signal

os.kill(os.getpid(), signal.SIGKILL)


def double(x):
    return x
