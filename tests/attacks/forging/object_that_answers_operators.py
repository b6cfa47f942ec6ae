# attack: returns an object whose differences are zero and whose comparisons hold
# stopped by: checks compare plain values only
# verdict: failed
# exercise: 15_adam


class Zero:
    def nothing(self, *_):
        return 0.0

    def holds(self, *_):
        return True

    __sub__ = __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = nothing
    __pow__ = __matmul__ = __rmatmul__ = __neg__ = __abs__ = nothing
    __lt__ = __le__ = __gt__ = __ge__ = holds

    def __getitem__(self, key):
        return self

    def keys(self):
        return ["w", "b"]


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        return Zero()
