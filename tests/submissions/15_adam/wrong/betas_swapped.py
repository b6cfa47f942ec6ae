"""Mistake: beta2 averages the gradient and beta1 its square."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.m = {}
        self.v = {}

    def step(self, params, grads):
        self.t += 1
        new = {}
        for name, w in params.items():
            g = grads[name]
            m = self.m.get(name, np.zeros(w.shape))
            v = self.v.get(name, np.zeros(w.shape))
            m = self.beta2 * m + (1 - self.beta2) * g
            v = self.beta1 * v + (1 - self.beta1) * g**2
            self.m[name], self.v[name] = m, v
            m_hat = m / (1 - self.beta2**self.t)
            v_hat = v / (1 - self.beta1**self.t)
            new[name] = w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
