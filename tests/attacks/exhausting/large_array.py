# attack: returns an array larger than a frame may be
# stopped by: the limit on a frame
# verdict: too_large
# exercise: 01_double
import numpy as np


def double(x):
    return np.zeros(1 << 27, "u1")
