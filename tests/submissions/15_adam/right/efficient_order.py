"""Both corrections folded into the step size, as the end of the paper's section 2 suggests.

Dividing v by its correction c2 inside the root is dividing the root by sqrt(c2). Multiply
numerator and denominator by sqrt(c2) and eps gets that factor too; leave eps alone and the
result is slightly off.
"""

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
        root = np.sqrt(1 - self.beta2**self.t)
        lr_t = self.lr * root / (1 - self.beta1**self.t)
        eps_t = self.eps * root

        new = {}
        for name, w in params.items():
            g = grads[name]
            m = self.m.get(name, np.zeros_like(w))
            v = self.v.get(name, np.zeros_like(w))
            self.m[name] = m = m + (1 - self.beta1) * (g - m)
            self.v[name] = v = v + (1 - self.beta2) * (g * g - v)
            new[name] = w - lr_t * m / (np.sqrt(v) + eps_t)
        return new
