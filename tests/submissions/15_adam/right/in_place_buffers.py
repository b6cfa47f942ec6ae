"""Every temporary goes into a buffer made once, at the first step."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.buffers = {}

    def step(self, params, grads):
        self.t += 1
        c1 = 1 - self.beta1**self.t
        c2 = 1 - self.beta2**self.t
        new = {}
        for name, w in params.items():
            g = grads[name]
            if name not in self.buffers:
                # m, v, and two to scribble in
                self.buffers[name] = tuple(np.zeros(w.shape) for _ in range(4))
            m, v, top, bottom = self.buffers[name]

            m *= self.beta1
            np.multiply(g, 1 - self.beta1, out=top)
            m += top

            v *= self.beta2
            np.multiply(g, g, out=top)
            top *= 1 - self.beta2
            v += top

            np.divide(v, c2, out=bottom)
            np.sqrt(bottom, out=bottom)
            bottom += self.eps
            np.divide(m, c1, out=top)
            top *= self.lr
            top /= bottom

            # The answer must be an array of its own, or the next step would overwrite it.
            new[name] = w - top
        return new
