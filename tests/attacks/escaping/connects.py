# attack: connects to a server on this machine, to tell it what it found
# stopped by: a box has a network of its own; seccomp makes no sockets
# verdict: failed
# exercise: 01_double
# tier: seccomp
import socket


def double(x):
    for family, place in (
        (socket.AF_INET, ("127.0.0.1", int("@PORT@"))),
        (socket.AF_INET6, ("::1", int("@PORT@"))),
    ):
        try:
            with socket.socket(family) as connection:
                connection.settimeout(0.2)
                connection.connect(place)
                connection.send(b"found")
            print("ESCAPED", place)
        except OSError:
            pass
    return x
