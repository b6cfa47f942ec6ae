# attack: waits for ever without using the processor
# stopped by: the wall-clock limit
# verdict: timeout
# exercise: 01_double
import time


def double(x):
    time.sleep(1000)
