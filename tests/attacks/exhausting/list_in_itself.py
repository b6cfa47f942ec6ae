# attack: returns a list that holds itself
# stopped by: the limit on nesting
# verdict: too_large
# exercise: 01_double


def double(x):
    loop = []
    loop += [loop, {"a": loop}, (loop,)]
    return loop
