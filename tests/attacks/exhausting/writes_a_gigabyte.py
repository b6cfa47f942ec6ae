# attack: writes to its output past Python
# stopped by: the limit on the size of a file
# verdict: raised
# exercise: 01_double
import os


def double(x):
    while True:
        os.write(1, b"chatter " * 10**5)
