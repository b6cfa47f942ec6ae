# attack: aborts
# stopped by: the process ends, and that is a verdict
# verdict: crashed
# exercise: 01_double
import os


def double(x):
    os.abort()
