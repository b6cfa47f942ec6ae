# attack: returns an array of ten gigabytes that takes eight bytes
# stopped by: sizes are added up before anything is copied
# verdict: too_large
# exercise: 01_double
import numpy as np


def double(x):
    return np.broadcast_to(np.float64(0), (10**5, 10**5))
