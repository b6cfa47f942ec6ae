# attack: sets the generator it was lent back, so that what it yields can be drawn again
# stopped by: the check knows where an honest run leaves the generator
# verdict: failed
# exercise: 02_walk


def shuffled(rng, n):
    state = rng.bit_generator.state
    yield from (int(k) for k in rng.permutation(n))
    rng.bit_generator.state = state
    yield rng.random()
