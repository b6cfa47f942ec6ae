# attack: returns the state of a random generator, to decide what the check draws next
# stopped by: only the state of a generator that was lent is taken
# verdict: violation
# exercise: 01_double
import sys


def double(x):
    frame = sys._getframe()
    while type(frame.f_locals.get("self")).__name__ != "Session":
        frame = frame.f_back
    frame.f_locals["self"]._generator_news = lambda: [[0, bytes(16), b"\1" + bytes(15), 0, 0]]
    return x
