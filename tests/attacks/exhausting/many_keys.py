# attack: returns a dict of a million keys
# stopped by: the limit on what is no array
# verdict: too_large,timeout,memory
# exercise: 01_double


def double(x):
    return dict.fromkeys(range(10**6))
