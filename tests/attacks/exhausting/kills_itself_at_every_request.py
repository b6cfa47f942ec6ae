# attack: kills itself, as if from outside, for the check to be run again and again
# stopped by: a check is run again once
# verdict: crashed,failed
# exercise: 15_adam
import os
import signal


class Adam:
    def __init__(self, **settings):
        os.kill(os.getpid(), signal.SIGKILL)

    def step(self, params, grads):
        return params
