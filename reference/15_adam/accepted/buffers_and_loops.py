"""Plain loops over entries, averages kept in buffers that are changed in place."""

import math
from collections import defaultdict

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.count = 0
        self.buffers = defaultdict(list)

    def step(self, params, grads):
        self.count += 1
        moved = {name: np.array(values) for name, values in params.items()}
        for name, values in moved.items():
            flat, slopes = values.reshape(-1), np.asarray(grads[name]).reshape(-1)
            if not self.buffers[name]:
                self.buffers[name] = [[0.0] * flat.size, [0.0] * flat.size]
            first, second = self.buffers[name]
            for i, slope in enumerate(slopes):
                first[i] += (1 - self.beta1) * (slope - first[i])
                second[i] += (1 - self.beta2) * (slope * slope - second[i])
                m_hat = first[i] / (1 - math.pow(self.beta1, self.count))
                v_hat = second[i] / (1 - math.pow(self.beta2, self.count))
                flat[i] -= self.lr * m_hat / (math.sqrt(v_hat) + self.eps)
        return moved
