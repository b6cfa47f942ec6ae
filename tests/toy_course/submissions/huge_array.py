"""Answers with 160 MB of ones, whatever the question."""

import numpy as np


def double(x):
    return np.ones(20_000_000)


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
