import sys
import warnings

import numpy as np

print("loading my Adam, numpy", np.__version__)
warnings.warn("still debugging this one", stacklevel=1)


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        print("Adam(", lr, beta1, beta2, eps, ")")
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t = 0
        self.m = {}
        self.v = {}

    def step(self, params, grads):
        self.t += 1
        print("=== step", self.t, "===")
        if self.t == 1:
            warnings.warn("first step: all moments are zero", RuntimeWarning, stacklevel=2)
        new = {}
        for name in params:
            w, g = params[name], grads[name]
            if name not in self.m:
                print("new parameter", name, w.shape, file=sys.stderr)
                self.m[name] = np.zeros(w.shape)
                self.v[name] = np.zeros(w.shape)
            self.m[name] = self.beta1 * self.m[name] + (1 - self.beta1) * g
            self.v[name] = self.beta2 * self.v[name] + (1 - self.beta2) * g**2
            m_hat = self.m[name] / (1 - self.beta1**self.t)
            v_hat = self.v[name] / (1 - self.beta2**self.t)
            print(name, "m_hat", m_hat, "v_hat", v_hat)
            new[name] = w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        sys.stderr.write(f"step {self.t} done\n")
        return new
