"""Mistake: the state belongs to the class, so a second optimizer goes on with the first one's."""

import numpy as np


class Adam:
    state = {}

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0

    def step(self, params, grads):
        self.t += 1
        new = {}
        for name, w in params.items():
            if name not in self.state:
                self.state[name] = [np.zeros_like(w), np.zeros_like(w)]
            m, v = self.state[name]
            g = grads[name]
            m = self.beta1 * m + (1 - self.beta1) * g
            v = self.beta2 * v + (1 - self.beta2) * g**2
            self.state[name] = [m, v]
            m_hat = m / (1 - self.beta1**self.t)
            v_hat = v / (1 - self.beta2**self.t)
            new[name] = w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
