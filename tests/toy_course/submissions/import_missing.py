"""Imports a package that is installed nowhere."""

import torch_does_not_exist


def double(x):
    return torch_does_not_exist.mul(x, 2)


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
