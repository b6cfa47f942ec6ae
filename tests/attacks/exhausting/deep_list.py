# attack: returns a list nested a hundred thousand times
# stopped by: the limit on nesting, where it is sent and where it arrives
# verdict: too_large
# exercise: 01_double


def double(x):
    for _ in range(10**5):
        x = [x]
    return x
