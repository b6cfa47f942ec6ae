# attack: returns NaN, for which no comparison with a tolerance ever says it is too far
# stopped by: what is not finite is refused before it is compared
# verdict: failed
# exercise: 15_adam
import numpy as np


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        return {name: np.full(np.shape(w), np.nan) for name, w in params.items()}
