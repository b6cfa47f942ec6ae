# attack: writes over Python's own small integers, so that 2 is 1 and False is True
# stopped by: it has changed the integers of its own process
# verdict: failed,raised,crashed,violation,timeout,too_large
# exercise: 01_double
import ctypes


def double(x):
    ctypes.memmove(id(2), id(1), 28)
    ctypes.memmove(id(False), id(True), 28)
    return x
