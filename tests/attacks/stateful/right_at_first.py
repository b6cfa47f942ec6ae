# attack: works for three calls, then no more
# stopped by: every check makes calls of its own
# verdict: failed
# exercise: 01_double
# points: 4
CALLS = []


def double(x):
    CALLS.append(x)
    return 2 * x if len(CALLS) == 1 else x
