"""Answers with a list in a list in a list, 100000 deep."""


def double(x):
    nest = []
    for _ in range(100_000):
        nest = [nest]
    return nest


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
