# attack: returns at once and leaves threads behind that use the processor between the calls
# stopped by: the kernel counts the time of all threads, and the submission's limit with them
# verdict: failed,timeout
# exercise: 15_adam
import threading
import time


def spin():
    while True:
        pass


class Adam:
    def __init__(self, **settings):
        for _ in range(2):
            threading.Thread(target=spin, daemon=True).start()

    def step(self, params, grads):
        time.sleep(0.05)
        return params
