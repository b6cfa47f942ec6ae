# attack: calls an object of the grader that nobody lent to it
# stopped by: only names that were given can be called
# verdict: violation
# exercise: 01_double
import sys


def double(x):
    frame = sys._getframe()
    while "line" not in frame.f_locals:
        frame = frame.f_back
    frame.f_locals["line"].send(["callback", [], 0, "", ["import os"], {}])
    return x
