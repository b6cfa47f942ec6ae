# attack: reads at address 0
# stopped by: the process ends, and that is a verdict
# verdict: crashed
# exercise: 01_double
import ctypes


def double(x):
    return ctypes.string_at(0)
