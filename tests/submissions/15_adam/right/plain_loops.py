"""One number at a time."""

import math

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.m = {}  # (name, index) -> float
        self.v = {}

    def step(self, params, grads):
        self.t = self.t + 1
        result = {}
        for name in params:
            w = params[name]
            g = grads[name]
            new = np.empty(w.shape)
            for index in np.ndindex(w.shape):
                key = (name, index)
                g_i = float(g[index])
                m = self.beta1 * self.m.get(key, 0.0) + (1 - self.beta1) * g_i
                v = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * g_i * g_i
                self.m[key] = m
                self.v[key] = v
                m_hat = m / (1 - self.beta1**self.t)
                v_hat = v / (1 - self.beta2**self.t)
                new[index] = w[index] - self.lr * m_hat / (math.sqrt(v_hat) + self.eps)
            result[name] = new
        return result
