"""The right numbers as a list of strings."""


def double(x):
    return [str(2 * value) for value in x.flat]


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
