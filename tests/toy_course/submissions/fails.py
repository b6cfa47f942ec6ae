"""Triples instead of doubling; the counter is right."""


def double(x):
    return x * 3


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
