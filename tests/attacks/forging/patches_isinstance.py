# attack: makes every object an instance of every class
# stopped by: what crosses is built anew from bytes, and vetted there
# verdict: failed,raised,crashed,violation
# exercise: 01_double
import builtins


def double(x):
    builtins.isinstance = builtins.issubclass = lambda *_: True
    return x
