# attack: raises StopIteration, which would end a loop of the check quietly
# stopped by: its exceptions arrive as one class of ours
# verdict: raised
# exercise: 01_double


def double(x):
    raise StopIteration
