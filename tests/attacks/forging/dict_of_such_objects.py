# attack: returns the right keys, with objects instead of arrays behind them
# stopped by: checks compare plain values only
# verdict: failed
# exercise: 15_adam


class Zero:
    __array_ufunc__ = None
    __sub__ = __rsub__ = __abs__ = __mul__ = __rmul__ = lambda self, *_: 0.0
    __lt__ = __le__ = __gt__ = __ge__ = lambda self, *_: True


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        return {name: Zero() for name in params}
