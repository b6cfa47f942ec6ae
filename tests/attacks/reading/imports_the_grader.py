# attack: imports the parts of the grader that know checks, seeds and courses
# stopped by: in a box lies the worker's part alone; Landlock leaves no more readable
# verdict: failed
# exercise: 01_double
# tier: landlock
import importlib


def double(x):
    for name in ("judge.seeding", "judge.lane", "course", "checks", "models", "grading", "sandbox.tiers"):
        try:
            print("ESCAPED", importlib.import_module(f"grader.{name}").__file__)
        except (ImportError, OSError):
            pass
    return x
