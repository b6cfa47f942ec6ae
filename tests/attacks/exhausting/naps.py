# attack: sleeps a little less in every call than one may take
# stopped by: the wall-clock limit of the whole submission
# verdict: timeout,failed
# exercise: 15_adam
import time


class Adam:
    def __init__(self, **settings):
        time.sleep(0.7)

    def step(self, params, grads):
        time.sleep(0.7)
        return params
