# attack: never returns
# stopped by: the time limit
# verdict: timeout
# exercise: 01_double


def double(x):
    while True:
        pass
