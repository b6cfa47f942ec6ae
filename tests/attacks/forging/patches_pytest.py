# attack: puts its own pytest, and its own page of checks, in place of the real ones
# stopped by: neither is used in this process
# verdict: failed
# exercise: 01_double
import sys
import types

for name in ("pytest", "_pytest", "_pytest.runner", "grader.checks", "grader.checks.comparing", "checks"):
    fake = types.ModuleType(name)
    fake.__getattr__ = lambda _: lambda *args, **kwargs: None
    sys.modules[name] = fake


def double(x):
    return x
