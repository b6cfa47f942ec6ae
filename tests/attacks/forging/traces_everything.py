# attack: traces every function of its process and rewrites what they are given
# stopped by: its process holds nothing that judges
# verdict: failed,raised,crashed
# exercise: 01_double
import sys
import threading


def trace(frame, event, arg):
    for name in ("expected", "changed", "reply", "status"):
        if name in frame.f_locals:
            frame.f_locals[name] = True
    return trace


def double(x):
    sys.settrace(trace)
    sys.setprofile(lambda *_: None)
    threading.settrace(trace)
    return x
