# attack: returns a dict of its own class, whose keys, items and length depend on who asks
# stopped by: it arrives as a plain dict of what it really holds
# verdict: failed
# exercise: 15_adam


class Lying(dict):
    def __iter__(self):
        return iter(["w", "b"])

    def items(self):
        return [("w", 0.0)]

    def __getitem__(self, key):
        return 0.0

    def __eq__(self, other):
        return True

    __len__ = lambda self: 2
    __contains__ = lambda self, key: True


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        return Lying(params)
