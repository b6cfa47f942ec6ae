# attack: yields without end where a few items are asked for
# stopped by: a check takes no more than it needs
# verdict: failed,timeout,too_large
# exercise: 02_walk
import itertools


def walk(slope, start, steps):
    yield from itertools.repeat(start)


def shuffled(rng, n):
    yield from itertools.count()
