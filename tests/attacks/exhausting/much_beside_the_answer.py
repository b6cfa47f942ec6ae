# attack: answers with megabytes beside what was asked for, in every call
# stopped by: the limit on what one check may fill of the grader's memory
# verdict: failed,too_large,timeout
# exercise: 15_adam
import numpy as np

MUCH = np.ones(6_000_000)


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        return {**params, "more": MUCH}
