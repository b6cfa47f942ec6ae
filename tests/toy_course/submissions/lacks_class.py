"""Defines double and no Counter."""


def double(x):
    return 2 * x
