# attack: raises what ends a generator of the check quietly
# stopped by: its exceptions arrive as one class of ours
# verdict: raised
# exercise: 01_double


def double(x):
    raise GeneratorExit
