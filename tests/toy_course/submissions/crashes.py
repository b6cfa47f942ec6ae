"""Reads address zero: the interpreter dies of a segmentation fault."""

import ctypes


def double(x):
    return ctypes.string_at(0)


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
