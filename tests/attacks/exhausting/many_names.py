# attack: a module of a hundred thousand names, for whoever lists them
# stopped by: names are listed in the worker, forty at most
# verdict: failed
# exercise: 01_double
globals().update({f"name_{i}": i for i in range(10**5)})


def double(x):
    return x
