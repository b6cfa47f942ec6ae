# attack: an exception with a text of megabytes
# stopped by: texts are cut where they are sent
# verdict: raised
# exercise: 01_double


def double(x):
    raise ValueError("PASSED " * 10**7)
