# attack: one operation in C that takes hours and lets nothing in between
# stopped by: the time limit is kept from outside
# verdict: timeout
# exercise: 01_double


def double(x):
    return 7 ** (10**9)
