# attack: returns a text of a hundred million characters
# stopped by: the limit on what is no array
# verdict: too_large
# exercise: 01_double


def double(x):
    return "x" * 10**8
