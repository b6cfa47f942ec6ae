# attack: calls what it was lent with megabytes, which the check may keep
# stopped by: the limit on what one check may fill of the grader's memory
# verdict: too_large,timeout
# exercise: 02_walk
import numpy as np


def walk(slope, start, steps):
    much = np.ones(6_000_000)
    while True:
        try:
            slope(much)
        except Exception:
            pass
    yield start
