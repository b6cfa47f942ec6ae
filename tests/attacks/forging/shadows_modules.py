# attack: puts modules of its own in place of those its process speaks through
# stopped by: they were loaded before, and speak for the submission alone
# verdict: failed,raised,crashed
# exercise: 01_double
import sys
import types

for name in ("numpy", "msgpack", "struct", "os", "json", "grader.wire", "grader.wire.codec"):
    sys.modules[name] = types.ModuleType(name)


def double(x):
    return x
