# attack: announces a frame of 4 GB, hoping that memory is taken for it
# stopped by: sizes are compared with the limits before anything is read
# verdict: violation
# exercise: 01_double
import os

from grader.wire import HEADER


def double(x):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, HEADER.pack(2**32 - 1, 2, 2**63))
        except OSError:
            pass
    return x
