# attack: a module that has every name anybody asks for
# stopped by: a submission defines its entry points, or is refused
# verdict: refused
# exercise: 01_double


def __getattr__(name):
    return lambda *_, **__: 0
