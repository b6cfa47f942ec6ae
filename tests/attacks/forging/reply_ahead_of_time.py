# attack: sends a reply of its own before the real one, by the very line that serves it
# stopped by: whoever sends it, a reply is no more than what the submission says
# verdict: failed,violation,raised,crashed
# exercise: 01_double
import sys


def double(x):
    frame = sys._getframe()
    while "line" not in frame.f_locals:
        frame = frame.f_back
    frame.f_locals["line"].send(["value", 2 * x + 1, [], []])
    return x
