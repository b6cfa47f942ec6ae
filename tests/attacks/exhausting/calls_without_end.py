# attack: calls what it was lent, without end
# stopped by: the limit on calls back
# verdict: too_large,timeout
# exercise: 02_walk


def walk(slope, start, steps):
    while True:
        slope(start)
    yield start
