# attack: changes what every module it can reach does, for the submission after it
# stopped by: the next worker is a fork of a process that has not run this
# verdict: failed,raised,crashed,violation
# exercise: 15_adam
import sys


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        for module in list(sys.modules.values()):
            for name, value in list(vars(module).items()):
                if callable(value) and name in ("sqrt", "zeros_like", "square", "power", "asarray", "encode"):
                    setattr(module, name, lambda *_, **__: 0)
        return params
