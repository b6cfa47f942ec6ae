# attack: takes almost as long as one call may, in every call
# stopped by: the limit of the whole submission
# verdict: timeout
# exercise: 15_adam
# points: 1
import time

import numpy as np


class Adam:
    def __init__(self, lr=0.001, **settings):
        self.lr = lr

    def step(self, params, grads):
        began = time.process_time()
        while time.process_time() - began < 0.2:
            pass
        return {name: w - self.lr * np.sign(grads[name]) for name, w in params.items()}
