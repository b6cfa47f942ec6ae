"""Leaves early wherever nothing is dropped; draws ones and zeros from the binomial law."""

import numpy as np


def dropout(x, rate, rng, training=True):
    if rate < 0 or rate >= 1:
        raise ValueError("dropout: rate = %r is outside [0, 1)" % (rate,))
    if rate == 0 or not training:
        return x, np.ones_like(x)
    keep_prob = 1.0 - rate
    mask = rng.binomial(1, keep_prob, size=x.shape) / keep_prob
    return np.multiply(x, mask), mask


def dropout_backward(dout, mask):
    return np.multiply(dout, mask)
