# attack: returns numbers of a class of its own, equal to every other
# stopped by: subclasses of numbers arrive as plain numbers
# verdict: failed
# exercise: 01_double


class Right(float):
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __sub__ = __rsub__ = __abs__ = __float__ = lambda self, *_: 0.0
    __hash__ = float.__hash__


def double(x):
    return Right(0)


class Counter:
    def __init__(self, start):
        pass

    def add(self, n):
        return Right(0)
