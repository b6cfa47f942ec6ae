# attack: fills the buffers of as many pipes and sockets as it can have: memory no limit of its own counts
# stopped by: the limit on descriptors, and no call to enlarge a buffer
# verdict: failed,raised
# exercise: 01_double
# tier: seccomp
import os
import socket

KEPT = []


def double(x):
    filled = 0
    try:
        while True:
            reading, writing = socket.socketpair()
            KEPT.append((reading, writing))
            try:
                writing.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 26)
            except OSError:
                pass
            writing.setblocking(False)
            while True:
                try:
                    filled += writing.send(bytes(1 << 20))
                except BlockingIOError:
                    break
    except OSError:
        pass
    if filled > 1 << 26:
        print("ESCAPED", filled)
    return x
