# attack: an object that claims NumPy's class and tells any type, shape and bytes
# stopped by: the bytes are measured against type and shape where they arrive
# verdict: failed,violation,raised
# exercise: 01_double
import numpy as np


class Claims:
    __class__ = np.ndarray
    shape, nbytes, ndim, size = (2**40, 3), 48, 2, 6
    dtype = np.dtype("f8")

    def tobytes(self, *_):
        return b"\0" * 48

    def view(self, *_):
        return self


def double(x):
    return Claims()
