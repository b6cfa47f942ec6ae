# attack: returns a range of a trillion numbers: a few bytes here, a list without end for who walks it
# stopped by: a range may be as long as a list could
# verdict: too_large
# exercise: 01_double


def double(x):
    return range(10**12)
