# attack: ends its process in every check, to have another one started
# stopped by: three processes more, and no further
# verdict: crashed
# exercise: 15_adam
import os


class Adam:
    def __init__(self, **settings):
        os._exit(1)

    def step(self, params, grads):
        return params
