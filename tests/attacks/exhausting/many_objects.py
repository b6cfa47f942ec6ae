# attack: returns lists of objects that the grader must keep names for
# stopped by: the limit on what one check may fill of the grader's memory
# verdict: failed,too_large,timeout
# exercise: 15_adam


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        return {**params, "more": [object() for _ in range(40_000)]}
