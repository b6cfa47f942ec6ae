# attack: returns an integer of a hundred thousand digits
# stopped by: the limit on digits
# verdict: too_large
# exercise: 01_double


def double(x):
    return 10**100_000
