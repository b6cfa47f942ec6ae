"""Gradient clipping: a gradient that is too long is cut short before the step is taken.

For the entries g_i of one array, and for arrays g, h, ... that belong to one model:

    by value          g_i = low where g_i < low, high where g_i > high, else g_i
    by norm           g = g * max_norm / ||g||     if ||g|| > max_norm, else g
    by global norm    the same with one norm, and one factor, for all arrays together

    ||g||      = sqrt(sum over i of g_i**2)                 over all entries, whatever the shape
    ||g, h...|| = sqrt(||g||**2 + ||h||**2 + ...)           the global norm

Nothing is added to the norm in the quotient. Arrays are float64 and of any shape. Entries (but zeros), limits
(but 0) and max_norm are between 1e-100 and 1e100 in size. No array or dict you are given may change.

Source: Pascanu, Mikolov & Bengio 2013, Algorithm 1; by value: Mikolov 2012.
"""

import numpy as np


def clip_by_value(g, low, high):
    """Return an array of g's shape in which no entry is below `low` or above `high`.

    g: float array of any shape.
    low, high: numbers of any sign, low <= high.
    Every entry is looked at on its own; one between the limits stays as it is.
    """
    raise NotImplementedError


def clip_by_norm(g, max_norm):
    """Return g, shortened to the L2 norm `max_norm` if it is longer: an array of g's shape and direction.

    g: float array of any shape; its norm is that of all its entries together.
    max_norm: the largest norm allowed, a number above 0.
    A gradient that is no longer than max_norm comes back as it is, never longer; zeros come back as zeros.
    Raises ValueError naming max_norm unless max_norm > 0, whatever g is.
    """
    raise NotImplementedError


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, norm): the gradients, all shortened by one factor, and the norm they had before.

    grads: dict of float arrays of any shapes, one or more; their norm is that of all entries of all arrays.
    max_norm: the largest global norm allowed, a number above 0.
    clipped: a new dict with the same names and shapes. Its global norm is max_norm if `norm` is larger; else
        its arrays are those of grads, unchanged, zeros included.
    norm: the global norm BEFORE clipping, one number, also where nothing was clipped.
    Raises ValueError naming max_norm unless max_norm > 0, whatever grads holds.
    """
    raise NotImplementedError
