# attack: reads the environment, in Python's copy and in the process's own
# stopped by: a worker is started with an environment of its own
# verdict: failed
# exercise: 01_double
import ctypes
import os


def double(x):
    pointers = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    found, i = dict(os.environ), 0
    while pointers[i] is not None:
        name, _, value = pointers[i].decode().partition("=")
        found[name] = value
        i += 1
    print(sorted(found.items()))
    for name in ("HOME", "USER", "LOGNAME", "PYTEST_CURRENT_TEST", "XDG_CACHE_HOME"):
        if name in found:
            print("ESCAPED", name)
    return x
