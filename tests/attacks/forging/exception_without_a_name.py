# attack: an exception whose class answers every question with another exception
# stopped by: what cannot be told ends the worker, and that is a verdict too
# verdict: raised,crashed,violation,too_large
# exercise: 01_double


class Meta(type):
    @property
    def __name__(cls):
        raise KeyboardInterrupt

    @property
    def __mro__(cls):
        return 7


class Odd(Exception, metaclass=Meta):
    __traceback__ = property(lambda self: 1 / 0)
    __str__ = __repr__ = None


def double(x):
    raise Odd
