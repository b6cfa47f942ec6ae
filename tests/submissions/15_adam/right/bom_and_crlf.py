"""Adam, typed in Notepad on Windows: β₁ for the mean, β₂ for the square."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.state = {}

    def step(self, params, grads):
        self.t += 1
        new = {}
        for name, w in params.items():
            m, v = self.state.get(name, (np.zeros_like(w), np.zeros_like(w)))
            g = grads[name]
            m = self.beta1 * m + (1 - self.beta1) * g
            v = self.beta2 * v + (1 - self.beta2) * g**2
            self.state[name] = (m, v)
            m_hat = m / (1 - self.beta1**self.t)
            v_hat = v / (1 - self.beta2**self.t)
            new[name] = w - self.lr * m_hat / (v_hat**0.5 + self.eps)
        return new
