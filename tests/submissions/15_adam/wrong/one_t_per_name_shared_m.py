"""Mistake: moments are kept by shape, so parameters of one shape share them."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = {}
        self.moments = {}

    def step(self, params, grads):
        new = {}
        for name, w in params.items():
            g = grads[name]
            t = self.t[name] = self.t.get(name, 0) + 1
            m, v = self.moments.get(w.shape, (np.zeros(w.shape), np.zeros(w.shape)))
            m = self.beta1 * m + (1 - self.beta1) * g
            v = self.beta2 * v + (1 - self.beta2) * g**2
            self.moments[w.shape] = (m, v)
            m_hat = m / (1 - self.beta1**t)
            v_hat = v / (1 - self.beta2**t)
            new[name] = w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
