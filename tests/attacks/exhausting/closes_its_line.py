# attack: closes the line to the grader and lives on
# stopped by: a worker that hangs up is ended
# verdict: crashed
# exercise: 01_double
import os
import time


def double(x):
    os.closerange(0, 64)
    time.sleep(60)
