# attack: looks behind a function it was lent for its code, its globals and its closure
# stopped by: what was lent is a number and a list of methods
# verdict: failed,raised
# exercise: 02_walk


def walk(slope, start, steps):
    for name in ("__globals__", "__closure__", "__code__", "__self__", "__func__", "__wrapped__", "args"):
        try:
            print("ESCAPED", name, getattr(slope, name))
        except AttributeError:
            pass
    print(sorted(vars(slope)), slope._lent_id, slope._lent_methods)
    yield start + 1
