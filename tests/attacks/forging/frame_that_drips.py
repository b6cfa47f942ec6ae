# attack: sends a frame a byte at a time, so that the reader is never idle for long
# stopped by: the time limit, which is asked at every read
# verdict: timeout,violation
# exercise: 01_double
import os
import time

from grader.wire import HEADER


def double(x):
    frame = HEADER.pack(10**6, 2, 0) + b"\x90" * 10**6
    for i in range(len(frame)):
        for descriptor in range(3, 64):
            try:
                os.write(descriptor, frame[i : i + 1])
            except OSError:
                pass
        time.sleep(0.002)
