# attack: constants that a compiler computes ahead, of any size
# stopped by: it is compiled in the worker
# verdict: failed,refused
# exercise: 01_double


def double(x):
    return x


def waste():
    return "a" * 10**12, 1 << 10**12, (None,) * 10**12, [0] * 10**12, 10**10**10
