"""Draws row by row, scales a copy of x by division, then writes zeros into it; a zero mask stops gradients."""

import numpy as np


def _drops(shape, rate, rng):
    if len(shape) == 1:
        return rng.choice([True, False], size=shape[0], p=[rate, 1 - rate])
    return np.stack([_drops(shape[1:], rate, rng) for _ in range(shape[0])])


def dropout(x, rate, rng, training=True):
    if not 0.0 <= rate < 1.0:
        raise ValueError(f"{rate} is no dropout rate")
    out = x.copy()
    mask = np.full(x.shape, 1.0)
    if training:
        dropped = _drops(x.shape, rate, rng)
        out /= 1 - rate
        mask /= 1 - rate
        out[dropped] = 0.0
        mask[dropped] = 0.0
    return out, mask


def dropout_backward(dout, mask):
    dx = np.zeros_like(dout)
    alive = mask != 0
    dx[alive] = dout[alive] * mask[alive]
    return dx
