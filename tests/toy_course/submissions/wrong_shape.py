"""The right numbers with one axis too many."""

import numpy as np


def double(x):
    return np.expand_dims(2 * x, -1)


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
