# attack: behaves for a moment, then ends its process in the middle of whatever comes next
# stopped by: an end is an end, and the next check gets another process
# verdict: failed,crashed
# exercise: 15_adam
import os
import threading


class Adam:
    def __init__(self, **settings):
        threading.Timer(0.02, os._exit, (0,)).start()

    def step(self, params, grads):
        return params
