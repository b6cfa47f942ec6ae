# attack: writes a well-formed frame straight to its socket
# stopped by: frames are numbered
# verdict: violation
# exercise: 01_double
import os

import msgpack
from grader.wire import HEADER


def double(x):
    for descriptor in range(3, 64):
        try:
            head = msgpack.packb(["value", True, [], []])
            os.write(descriptor, HEADER.pack(len(head), 999, 0) + head)
        except OSError:
            pass
    return x
