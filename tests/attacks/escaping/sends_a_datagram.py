# attack: sends a packet without a connection
# stopped by: a box has a network of its own; seccomp makes no sockets
# verdict: failed
# exercise: 01_double
# tier: seccomp
import socket


def double(x):
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as packets:
            packets.sendto(b"found", ("127.0.0.1", int("@PORT@")))
        print("ESCAPED")
    except OSError:
        pass
    return x
