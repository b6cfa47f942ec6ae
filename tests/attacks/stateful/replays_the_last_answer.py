# attack: answers every question with the last answer that was taken from it
# stopped by: every check asks something else
# verdict: failed
# exercise: 15_adam
LAST = {}


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        LAST.update(params)
        return {name: LAST.get(name) for name in ("w", "b")}
