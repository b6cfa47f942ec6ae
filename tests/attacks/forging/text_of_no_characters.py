# attack: an array of text whose code points do not exist, on which NumPy itself fails
# stopped by: it is compared and shown with care for that
# verdict: failed,violation
# exercise: 01_double
import numpy as np


def double(x):
    return np.frombuffer(b"\xff" * 24, "<U1")
