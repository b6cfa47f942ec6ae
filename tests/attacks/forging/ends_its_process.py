# attack: ends the process at once with the exit code of success
# stopped by: exit codes are no verdict
# verdict: crashed
# exercise: 01_double
import os


def double(x):
    os._exit(0)
