# attack: puts the random numbers of everybody into a state of its choice
# stopped by: each worker has its own, and is given a new state for each check
# verdict: failed
# exercise: 01_double
import random

import numpy as np

np.random.seed = random.seed = lambda *_: None
np.random.set_state(("MT19937", [1] * 624, 624))


def double(x):
    return x
