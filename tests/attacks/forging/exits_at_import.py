# attack: leaves the import with the exit code of success
# stopped by: exit codes are no verdict
# verdict: refused
# exercise: 01_double
import sys


def double(x):
    return x


sys.exit(0)
