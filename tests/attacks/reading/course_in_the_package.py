# attack: looks for the course inside the installed package, where an installation has it
# stopped by: a worker is given two folders of the package
# verdict: failed
# exercise: 01_double
# tier: landlock
import os
import pkgutil

import grader


def double(x):
    for folder in grader.__path__:
        for name in ("_course/reference", "../reference", "../exercises", "_course", "judge", "checks"):
            try:
                print("ESCAPED", os.listdir(os.path.join(folder, name)))
            except OSError:
                pass
    try:
        print("ESCAPED", pkgutil.get_data("grader", "judge/lane.py")[:80])
    except (OSError, ImportError):
        pass
    return x
