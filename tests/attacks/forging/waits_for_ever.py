# attack: says it is not written yet, so that nothing can be found wrong with it
# stopped by: points come from passed checks alone
# verdict: waiting
# exercise: 15_adam


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        raise NotImplementedError
