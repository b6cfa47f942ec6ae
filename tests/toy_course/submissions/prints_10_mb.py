"""Right, after a hundred thousand lines of a hundred bytes."""


def double(x):
    for _ in range(100_000):
        print("=" * 99)
    return 2 * x


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
