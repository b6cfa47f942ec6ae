# attack: an exception that never finishes telling what it is
# stopped by: the time limit
# verdict: timeout
# exercise: 01_double


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def double(x):
    raise Endless
