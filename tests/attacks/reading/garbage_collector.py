# attack: looks through every object of its process
# stopped by: checks, reference and seed are objects of another process
# verdict: failed
# exercise: 01_double
import gc


def double(x):
    gc.unfreeze() if hasattr(gc, "unfreeze") else None
    for thing in gc.get_objects():
        name = type(thing).__name__
        if name in ("Exercise", "Lane", "Report", "CheckMark", "CheckRun", "Limits", "Meter", "Conversation"):
            print("ESCAPED", name)
        if type(thing) is dict and any(type(v) is str and "CANARY" in v for v in list(thing.values())):
            print("ESCAPED", list(thing)[:9])
    return x
