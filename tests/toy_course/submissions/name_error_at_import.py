"""Uses np at the top without importing it."""

TWO = np.float64(2.0)


def double(x):
    return TWO * x


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
