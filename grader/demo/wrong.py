"""My Adam, after the course notes."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.m = {}
        self.v = {}

    def step(self, params, grads):
        # very first step: both averages start at zero
        if not self.m:
            for name in params:
                self.m[name] = np.zeros_like(params[name])
                self.v[name] = np.zeros_like(params[name])

        new_params = {}
        for name in params:
            g = grads[name]
            # average of the gradient, average of its square
            self.m[name] = self.beta1 * self.m[name] + (1 - self.beta1) * g
            self.v[name] = self.beta2 * self.v[name] + (1 - self.beta2) * g**2
            new_params[name] = params[name] - self.lr * self.m[name] / (np.sqrt(self.v[name]) + self.eps)
        return new_params
