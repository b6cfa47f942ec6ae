"""Never comes back from double; the counter is right."""


def double(x):
    while True:
        pass


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
