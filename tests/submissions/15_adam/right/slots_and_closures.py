"""No state on the object but a table of closures, one per parameter."""

import numpy as np


def running_mean(beta):
    """Return a function that feeds a value in and gives the unbiased mean back."""
    mean, t = 0.0, 0

    def feed(value):
        nonlocal mean, t
        t += 1
        mean = beta * mean + (1 - beta) * value
        return mean / (1 - beta**t)

    return feed


def updater(lr, beta1, beta2, eps):
    first, second = running_mean(beta1), running_mean(beta2)

    def update(w, g):
        return w - lr * first(g) / (np.sqrt(second(g * g)) + eps)

    return update


class Adam:
    __slots__ = ("_make", "_updaters")

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self._make = lambda: updater(lr, beta1, beta2, eps)
        self._updaters = {}

    def step(self, params, grads):
        if not self._updaters:
            self._updaters = {name: self._make() for name in params}
        return {name: self._updaters[name](params[name], grads[name]) for name in params}
