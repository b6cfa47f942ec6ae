# attack: asks for more memory than the machine has
# stopped by: the limit on address space
# verdict: memory
# exercise: 01_double
import numpy as np


def double(x):
    return np.zeros(10**11, "u1")
