"""No branch on the norm: everything is divided by how many times too long it is, but at least by 1."""

import numpy as np


def clip_by_value(g, low, high):
    return np.where(g < low, low, np.where(g > high, high, g))


def clip_by_norm(g, max_norm):
    if max_norm <= 0:
        raise ValueError(f"a gradient cannot have norm {max_norm:g}")
    return g / np.maximum(1, length(g) / max_norm)


def clip_by_global_norm(grads, max_norm):
    if max_norm <= 0:
        raise ValueError(f"gradients cannot have norm {max_norm:g}")
    norm = length(np.array([length(g) for g in grads.values()]))
    excess = np.maximum(1, norm / max_norm)
    return {name: g / excess for name, g in grads.items()}, norm


def length(g):
    """The largest entry times the norm of the entries beside it, so that no square can overflow."""
    top = np.abs(g).max()
    if top == 0:
        return np.float64(0)
    return top * np.sqrt(np.einsum("i,i->", *[np.ravel(g / top)] * 2))
