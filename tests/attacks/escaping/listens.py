# attack: opens a port of its own, for someone outside to connect to
# stopped by: seccomp makes no sockets
# verdict: failed
# exercise: 01_double
# tier: seccomp
import socket


def double(x):
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            print("ESCAPED", server.getsockname())
    except OSError:
        pass
    return x
