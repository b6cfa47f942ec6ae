# attack: returns the name of an object of the grader that it was never given
# stopped by: a token nobody gave is a violation
# verdict: violation
# exercise: 01_double
import sys


def double(x):
    frame = sys._getframe()
    while type(frame.f_locals.get("self")).__name__ != "Session":
        frame = frame.f_back
    frame.f_locals["self"].name = lambda _: (21, 0)
    return object()
