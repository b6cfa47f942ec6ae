# attack: begins a frame and never ends it
# stopped by: the time limit, which is asked at every read
# verdict: timeout,violation
# exercise: 01_double
import os
import time

from grader.wire import HEADER


def double(x):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, HEADER.pack(1000, 2, 0) + b"\x94\xa5value")
        except OSError:
            pass
    time.sleep(60)
