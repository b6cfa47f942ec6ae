# attack: names objects by numbers of its own choice
# stopped by: a handle leads back to the submission, whatever its number
# verdict: failed,violation,raised
# exercise: 01_double
import sys


def double(x):
    frame = sys._getframe()
    while type(frame.f_locals.get("self")).__name__ != "Session":
        frame = frame.f_back
    frame.f_locals["self"].name = lambda _: (20, [2**62, "float64", True])
    return object()
