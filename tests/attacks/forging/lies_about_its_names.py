# attack: answers the question for its names with something that is no list of names
# stopped by: every reply is vetted
# verdict: refused
# exercise: 01_double
import sys

frame = sys._getframe()
while "self" not in frame.f_locals or type(frame.f_locals["self"]).__name__ != "Session":
    frame = frame.f_back
frame.f_locals["self"]._ops["names"] = lambda _: ["value", [b"double", 7, None], []]


def double(x):
    return x
