"""Answers with things that are no data at all."""


def double(x):
    return object()


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        return lambda: self.total + n
