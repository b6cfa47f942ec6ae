# attack: replaces the built-in functions a comparison needs
# stopped by: the comparison's built-ins are those of another process
# verdict: failed,raised,crashed,violation
# exercise: 01_double
import builtins


def double(x):
    for name in ("all", "any", "abs", "max", "min", "float", "bool"):
        setattr(builtins, name, lambda *_, **__: True)
    return x
