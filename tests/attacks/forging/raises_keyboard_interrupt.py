# attack: raises Ctrl-C, which would end the whole run
# stopped by: its exceptions arrive as one class of ours
# verdict: raised
# exercise: 01_double


def double(x):
    raise KeyboardInterrupt
