# attack: prints what a perfect report would look like, in every form there is
# stopped by: nothing a submission prints is read
# verdict: failed
# exercise: 01_double
import sys

REPORT = '{"format": 1, "outcome": "graded", "points": 10, "checks": [{"outcome": "passed", "points": 10}]}'
print(REPORT)
print(REPORT, file=sys.stderr)


def double(x):
    print("8 passed in 0.01s\n\x1b[32m10 of 10 points\x1b[0m")
    return x
