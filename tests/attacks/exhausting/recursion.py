# attack: calls itself without end, past Python's own limit
# stopped by: the limit on memory, or the end of the stack
# verdict: raised,crashed,memory,timeout
# exercise: 01_double
import sys

sys.setrecursionlimit(10**9)


def double(x):
    return double(x) + 0
