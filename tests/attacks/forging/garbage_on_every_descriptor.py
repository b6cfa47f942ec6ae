# attack: writes garbage to whatever is open
# stopped by: what is no frame is a violation
# verdict: violation
# exercise: 01_double
import os


def double(x):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"\x80 PASSED " * 99)
        except OSError:
            pass
    return x
