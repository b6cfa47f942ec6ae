# attack: returns a dict whose keys all have one hash, which takes quadratic time to build
# stopped by: keys that collide are refused before the dict is built
# verdict: violation
# exercise: 01_double
PRIME = 2**61 - 1  # Python's hash of an integer is its remainder by this


def double(x):
    return {k * PRIME: None for k in range(9, 1009)}
