# attack: imports checks and reference as modules, by every path it can think of
# stopped by: in a box there are no such files; else Landlock
# verdict: failed
# exercise: 01_double
# tier: landlock
import importlib
import importlib.util
import sys


def double(x):
    sys.path[:0] = ["@COURSE@", "@COURSE@/exercises/01_double", "@COURSE@/reference/01_double"]
    importlib.invalidate_caches()
    for name in ("checks", "notes", "reference", "conftest", "exercises", "tests", "test_checks"):
        try:
            print("ESCAPED", importlib.import_module(name).__file__)
        except ImportError:
            pass
    for file in ("exercises/01_double/checks.py", "reference/01_double/double.py"):
        try:
            spec = importlib.util.spec_from_file_location("stolen", "@COURSE@/" + file)
            spec.loader.exec_module(importlib.util.module_from_spec(spec))
            print("ESCAPED", file)
        except (OSError, ImportError):
            pass
    return x
