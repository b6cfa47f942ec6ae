# attack: sets its argument to zeros, for which zeros are right
# stopped by: it works on a copy
# verdict: failed
# exercise: 01_double


def double(x):
    x[:] = 0
    return x
