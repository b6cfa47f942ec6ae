"""Both are right, under names nobody asked for."""


def doubled(x):
    return 2 * x


class Count:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
