# attack: returns one number where an array is asked for, and hopes that it is spread over it
# stopped by: a scalar never matches an array
# verdict: failed
# exercise: 15_adam


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        return {name: 0.0 for name in params}
