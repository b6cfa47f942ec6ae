"""The order the paper recommends for speed: one rate for the whole array, eps scaled to match."""

from math import sqrt

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.settings = lr, beta1, beta2, eps
        self.steps = 0
        self.state = {}

    def step(self, params, grads):
        lr, b1, b2, eps = self.settings
        self.steps += 1
        root = sqrt(1 - b2**self.steps)
        rate = lr * root / (1 - b1**self.steps)
        result = {}
        for key, weight in params.items():
            m, v = self.state.setdefault(key, (np.zeros_like(weight), np.zeros_like(weight)))
            m = m + (1 - b1) * (grads[key] - m)
            v = v + (1 - b2) * (np.square(grads[key]) - v)
            self.state[key] = m, v
            result[key] = weight - rate * m / (np.sqrt(v) + eps * root)
        return result
