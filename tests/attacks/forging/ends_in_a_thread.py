# attack: a thread that ends the process with success while a call runs
# stopped by: an end is an end
# verdict: crashed
# exercise: 01_double
import os
import threading
import time


def double(x):
    threading.Timer(0.01, os._exit, (0,)).start()
    time.sleep(0.2)
    return x
