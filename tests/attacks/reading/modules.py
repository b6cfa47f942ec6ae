# attack: looks through every module its process has loaded
# stopped by: a worker has the wire and its own session, no more of the grader
# verdict: failed
# exercise: 01_double
import sys


def double(x):
    ours = {name for name in sys.modules if name.split(".")[0] in ("grader", "pytest", "_pytest", "pydantic")}
    for name in ours:
        if not name.startswith(("grader.wire", "grader.worker")) and name != "grader":
            print("ESCAPED", name)
    for name, module in list(sys.modules.items()):
        if "CANARY" in repr(list(vars(module).values())) if name.startswith("grader") else False:
            print("ESCAPED", name)
    return x
