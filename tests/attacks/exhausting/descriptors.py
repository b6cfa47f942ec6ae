# attack: opens files, pipes and sockets until there are no more
# stopped by: the limit on descriptors
# verdict: failed,raised
# exercise: 01_double
import os
import socket

KEPT = []


def double(x):
    for make in (os.pipe, socket.socketpair, lambda: open(os.devnull)):
        try:
            for _ in range(2000):
                KEPT.append(make())
            print("ESCAPED", make)
        except OSError:
            pass
    return x
