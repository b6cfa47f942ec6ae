"""Adam (Kingma & Ba 2015, Algorithm 1), with bias correction and eps outside the root.

For each parameter, from m = v = 0 and t = 0:

    t <- t + 1
    m <- beta1 m + (1 - beta1) g                 m_hat = m / (1 - beta1^t)
    v <- beta2 v + (1 - beta2) g^2               v_hat = v / (1 - beta2^t)
    w <- w - lr m_hat / (sqrt(v_hat) + eps)

One step, in numbers: the first is lr long, whatever the gradient.

>>> new = Adam(lr=0.1).step({"w": np.array([1.0, 1.0])}, {"w": np.array([0.5, -200.0])})
>>> new["w"].round(6).tolist()
[0.9, 1.1]
"""

import numpy as np


class Adam:
    """Keeps, for each parameter's name, the averages m and v of its gradients and their squares."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.m = {}
        self.v = {}

    def step(self, params, grads):
        """A new dict with every parameter moved by one step; arrays of any shape."""
        self.t += 1
        t, beta1, beta2 = self.t, self.beta1, self.beta2
        moved = {}
        for name, w in params.items():
            g = grads[name]
            m = beta1 * self.m.get(name, 0.0) + (1 - beta1) * g
            v = beta2 * self.v.get(name, 0.0) + (1 - beta2) * g**2
            self.m[name], self.v[name] = m, v
            m_hat = m / (1 - beta1**t)
            v_hat = v / (1 - beta2**t)
            moved[name] = w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return moved
