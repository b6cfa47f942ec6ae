# attack: returns an array of a class of its own, whose comparisons always hold
# stopped by: arrays arrive as plain arrays, rebuilt from their bytes
# verdict: failed
# exercise: 01_double
import numpy as np


class Right(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.zeros(self.shape)

    def __array_function__(self, function, types, args, kwargs):
        return True

    def tobytes(self, order="C"):
        return b"\0" * self.nbytes

    __ne__ = __lt__ = __gt__ = __bool__ = lambda self, *_: False


def double(x):
    return np.zeros(x.shape).view(Right)
