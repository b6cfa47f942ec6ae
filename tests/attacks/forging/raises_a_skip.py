# attack: raises what looks like pytest's own way to skip or pass a test
# stopped by: its exceptions arrive as one class of ours
# verdict: raised
# exercise: 01_double


class Skipped(BaseException):
    __module__ = "_pytest.outcomes"
    allow_module_level = True


Exit = type("Exit", (Skipped,), {"returncode": 0})


def double(x):
    raise Exit("passed")
