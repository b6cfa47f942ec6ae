# attack: waits for a lock it holds
# stopped by: the wall-clock limit
# verdict: timeout
# exercise: 01_double
import threading


def double(x):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
