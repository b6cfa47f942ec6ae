"""Right, but shuts standard output on its way in."""

import os
import sys

sys.stdout.close()
try:
    os.close(1)
except OSError:
    pass  # closing sys.stdout has closed it already


def double(x):
    return 2 * x


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
