# attack: keeps what it was asked, to give it back when it is asked again
# stopped by: every check asks with numbers of its own
# verdict: failed
# exercise: 15_adam
SEEN = {}


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        key = str(params)
        SEEN.setdefault(key, {name: w - 0.1 * (g > 0) for (name, w), g in zip(params.items(), grads.values())})
        return SEEN[key]
