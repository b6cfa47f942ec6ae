# attack: guesses the check's numbers from the state its own random numbers were put into
# stopped by: both come from one hash, and neither leads to the other
# verdict: failed
# exercise: 01_double
import random

import numpy as np

SEEN = []


def double(x):
    own = int(np.random.get_state()[1][0])
    print("global seed", own)
    for seed in (own, own >> 1, own << 32, random.getrandbits(32)):
        rng = np.random.Generator(np.random.PCG64(seed))
        SEEN.append(rng.uniform(0.5, 2.0, (2, 3)))
    return 2 * SEEN[0] if any(np.allclose(abs(guess), abs(x)) for guess in SEEN) else x
