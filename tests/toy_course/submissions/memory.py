"""Asks for 800 gigabytes."""

import numpy as np


def double(x):
    table = np.zeros(10**11)
    table[: x.size] = 2 * x.ravel()
    return table[: x.size].reshape(x.shape)


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
