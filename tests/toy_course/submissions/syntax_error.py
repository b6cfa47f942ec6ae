"""A closing parenthesis is missing on line 5."""


def double(x):
    y = 2 * (x + 0
    return y


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
