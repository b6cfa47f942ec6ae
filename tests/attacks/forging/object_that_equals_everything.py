# attack: returns an object that calls itself equal, empty, an array and a number, as it is asked
# stopped by: a proxy has no ==, no truth value, no array form and no number
# verdict: failed
# exercise: 01_double


class Right:
    shape, size, ndim, dtype = (2, 3), 6, 2, "float64"

    def __eq__(self, other):
        return True

    def __array__(self, *_, **__):
        raise SystemExit(0)

    __array_interface__ = {"shape": (2, 3), "typestr": "<f8", "data": (0, True), "version": 3}
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __le__ = __ge__ = __contains__ = __eq__
    __bool__ = lambda self: True
    __float__ = lambda self: 0.0
    __int__ = __index__ = __len__ = __hash__ = lambda self: 0
    __iter__ = lambda self: iter([])


def double(x):
    return Right()
