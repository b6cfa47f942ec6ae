# attack: calls a method of a lent function that was not lent with it, to reach its globals
# stopped by: only the methods that were named can be called
# verdict: violation
# exercise: 02_walk


def walk(slope, start, steps):
    yield slope._lent_call(slope._lent_id, "__getattribute__", ("__globals__",), {})
