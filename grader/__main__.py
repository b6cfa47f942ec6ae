"""`python -m grader` is `grade`."""

import sys

if not sys.flags.safe_path:  # then the folder we are in comes first: a learner's `numpy.py` there is not ours
    del sys.path[0]

from grader.cli import main

main()
