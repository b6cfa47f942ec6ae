"""Clipping by value, by norm and by global norm (Pascanu, Mikolov & Bengio 2013, Algorithm 1).

>>> clip_by_norm(np.array([3.0, -4.0]), 1).round(6).tolist()
[0.6, -0.8]
>>> clipped, norm = clip_by_global_norm({"w": np.array([[3.0, 4.0]]), "b": np.array([12.0])}, 6.5)
>>> clipped["w"].tolist(), clipped["b"].tolist(), norm.item()
([[1.5, 2.0]], [6.0], 13.0)
"""

import numpy as np


def clip_by_value(g, low, high):
    """Every entry below `low` raised to it, every entry above `high` lowered to it; any shape."""
    return np.minimum(np.maximum(g, low), high)


def clip_by_norm(g, max_norm):
    """g, shortened to the L2 norm `max_norm` if it is longer; any shape."""
    norm = np.sqrt(np.sum(g**2))
    return g * _factor(norm, max_norm)


def clip_by_global_norm(grads, max_norm):
    """A new dict of all arrays times one factor, and the norm of all their entries before."""
    norm = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    factor = _factor(norm, max_norm)
    clipped = {name: g * factor for name, g in grads.items()}
    return clipped, norm


def _factor(norm, max_norm):
    """What a gradient of length `norm` is multiplied by: at most 1, and 1 for a gradient of zeros."""
    if max_norm <= 0:
        raise ValueError(f"max_norm must be above 0, not {max_norm}")
    return max_norm / norm if norm > max_norm else 1.0
