# attack: puts characters into the terminal the grader was started from
# stopped by: it has no terminal; seccomp has no such call
# verdict: failed
# exercise: 01_double
import fcntl
import os
import termios


def double(x):
    for number in range(4):
        try:
            fcntl.ioctl(number, termios.TIOCSTI, b"x")
            print("ESCAPED", number)
        except OSError:
            pass
    try:
        os.ctermid() and os.open("/dev/tty", os.O_RDWR)
        print("ESCAPED", "a terminal")
    except OSError:
        pass
    return x
