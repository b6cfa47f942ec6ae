"""Answers with an integer of a hundred thousand digits."""


def double(x):
    return 10**100000


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
