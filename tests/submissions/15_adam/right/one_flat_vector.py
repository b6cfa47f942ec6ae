"""Adam on a single long vector: join all parameters, take one step, cut it up again."""

import numpy as np


def flatten(arrays, names):
    return np.concatenate([np.ravel(arrays[name]) for name in names])


def unflatten(vector, like, names):
    out, start = {}, 0
    for name in names:
        stop = start + like[name].size
        out[name] = vector[start:stop].reshape(like[name].shape)
        start = stop
    return out


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.names = None
        self.m = None
        self.v = None

    def step(self, params, grads):
        if not params:
            return {}
        if self.names is None:
            self.names = list(params)
            total = sum(w.size for w in params.values())
            self.m, self.v = np.zeros(total), np.zeros(total)

        w, g = flatten(params, self.names), flatten(grads, self.names)
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        w = w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return unflatten(w, params, self.names)
