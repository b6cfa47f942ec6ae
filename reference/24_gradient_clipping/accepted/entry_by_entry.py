"""Plain Python, one entry after another; `math.hypot` adds squares without ever forming them."""

import math

import numpy as np


def clip_by_value(g, low, high):
    clipped = np.array(g)
    for place, entry in np.ndenumerate(g):
        if entry < low:
            clipped[place] = low
        elif entry > high:
            clipped[place] = high
    return clipped


def clip_by_norm(g, max_norm):
    _refuse(max_norm)
    length = math.hypot(*g.flat)
    result = np.empty(g.shape)
    for place, entry in np.ndenumerate(g):
        result[place] = entry if length <= max_norm else entry * max_norm / length
    return result


def clip_by_global_norm(grads, max_norm):
    _refuse(max_norm)
    length = 0.0
    for g in grads.values():
        length = math.hypot(length, *g.flat)
    clipped = {}
    for name, g in grads.items():
        entries = [entry if length <= max_norm else max_norm * (entry / length) for entry in g.flat]
        clipped[name] = np.array(entries).reshape(g.shape)
    return clipped, length


def _refuse(max_norm):
    if max_norm <= 0:
        raise ValueError("max_norm = %g: only positive numbers make sense" % max_norm)
