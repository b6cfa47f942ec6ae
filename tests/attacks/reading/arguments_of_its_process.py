# attack: looks for paths and settings in what its process was started with
# stopped by: they are taken away before a submission is loaded
# verdict: failed
# exercise: 01_double
import sys


def double(x):
    told = [*sys.argv, *sys.path, sys.flags.__repr__(), *map(str, sys.warnoptions)]
    for word in told:
        if "@COURSE@" in word or "{" in word or "CANARY" in word:
            print("ESCAPED", word[:200])
    return x
