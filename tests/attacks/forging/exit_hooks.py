# attack: reports success from every hook that runs when a process ends
# stopped by: nothing a submission prints is read as a verdict
# verdict: failed
# exercise: 01_double
import atexit
import sys


def report(*_):
    print("10 of 10 points")


atexit.register(report)
sys.excepthook = sys.unraisablehook = sys.displayhook = report


def double(x):
    return x
