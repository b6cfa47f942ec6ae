# attack: exhausts the stack below Python
# stopped by: the process ends, and that is a verdict
# verdict: raised,crashed,memory,timeout
# exercise: 01_double
import sys

sys.setrecursionlimit(10**9)


class Endless:
    def __repr__(self):
        return repr(self)

    def __getattr__(self, name):
        return getattr(self, name + "a")


def double(x):
    return repr([Endless()])
