# attack: does the first check's work, and no other's, by counting its instances
# stopped by: each check is graded by itself
# verdict: failed
# exercise: 15_adam
# points: 1
import numpy as np

MADE = []


class Adam:
    def __init__(self, lr=0.001, **settings):
        MADE.append(self)
        self.lr = lr

    def step(self, params, grads):
        if len(MADE) > 1:
            return params
        return {name: w - self.lr * np.sign(grads[name]) for name, w in params.items()}
