from collections import defaultdict

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.eps = lr, eps
        self.betas = beta1, beta2
        self.t = 0
        # A plain 0.0 broadcasts to whatever shape the first gradient has.
        self.m = defaultdict(float)
        self.v = defaultdict(float)

    def step(self, params, grads):
        self.t += 1
        return {name: self._update(name, params[name], grads[name]) for name in params}

    def _update(self, name, w, g):
        b1, b2 = self.betas
        self.m[name] = b1 * self.m[name] + (1 - b1) * g
        self.v[name] = b2 * self.v[name] + (1 - b2) * np.square(g)
        m_hat = self.m[name] / (1 - b1**self.t)
        v_hat = self.v[name] / (1 - b2**self.t)
        return w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
