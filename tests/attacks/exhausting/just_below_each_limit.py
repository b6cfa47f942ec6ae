# attack: works, but takes almost as long as one call may, in every call
# stopped by: the limit of the whole submission
# verdict: timeout
# exercise: 15_adam
# points: 3
import time

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.m, self.v = 0, {}, {}

    def step(self, params, grads):
        began = time.process_time()
        while time.process_time() - began < 0.2:
            pass
        self.t += 1
        moved = {}
        for name, w in params.items():
            g = grads[name]
            m = self.m[name] = self.beta1 * self.m.get(name, 0.0) + (1 - self.beta1) * g
            v = self.v[name] = self.beta2 * self.v.get(name, 0.0) + (1 - self.beta2) * g**2
            m, v = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
            moved[name] = w - self.lr * m / (np.sqrt(v) + self.eps)
        return moved
