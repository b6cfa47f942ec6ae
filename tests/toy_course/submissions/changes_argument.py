"""The right answer, in the caller's own array."""


def double(x):
    x *= 2
    return x


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
