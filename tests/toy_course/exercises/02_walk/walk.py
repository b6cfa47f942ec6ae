"""Exercise 02: everything a check can ask for, in small."""


def walk(slope, start, steps):
    """Yield `start`, then each position one step down `slope` from the one before."""
    raise NotImplementedError


class Tape:
    """Numbers in a row, with `total`, a length, places that can be written, and `tape + number`."""

    def __init__(self, numbers):
        """Keep a copy of `numbers`."""
        raise NotImplementedError


def shuffled(rng, n):
    """Yield the numbers below `n` in an order drawn from `rng`, then one more draw of `rng.random()`."""
    raise NotImplementedError


def drive(model, steps):
    """Call `model.step(k)` for k = 1..steps and return the results of `model.loss()` in between."""
    raise NotImplementedError


def keep(thing):
    """Return a dict that holds the same `thing` twice, under "a" and in a list under "b"."""
    raise NotImplementedError
