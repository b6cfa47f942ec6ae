"""Answers with the right shape, full of nan."""

import numpy as np


def double(x):
    return np.full(x.shape, np.nan)


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
