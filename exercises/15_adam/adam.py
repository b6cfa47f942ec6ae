"""Adam: every weight gets a step of its own, sized by the history of its gradients.

For each weight, with m and v starting at zero and t counting steps from 1:

    m = beta1 * m + (1 - beta1) * g              m_hat = m / (1 - beta1**t)
    v = beta2 * v + (1 - beta2) * g**2           v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (sqrt(v_hat) + eps)

Source: Kingma & Ba 2015, Algorithm 1.
"""

import numpy as np


class Adam:
    """An optimizer with bias-corrected averages of the gradients and of their squares.

    lr: learning rate, about the length of every step.
    beta1, beta2: the share of m and of v that stays from one step to the next.
    eps: added to the root of v_hat, not under it.
    """

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        # What else must an optimizer remember from one step to the next?

    def step(self, params, grads):
        """Return a new dict with every parameter moved by one step.

        params, grads: dicts with the same names; float arrays, the shape of a gradient is that of its
        parameter. Names and shapes are the same at every step. Neither dict nor any array is changed.
        m and v of a name are zeros of its shape before its first step.
        """
        raise NotImplementedError
