# attack: ends with the exit code of success
# stopped by: exit codes are no verdict
# verdict: raised
# exercise: 01_double
import sys


def double(x):
    sys.exit(0)
