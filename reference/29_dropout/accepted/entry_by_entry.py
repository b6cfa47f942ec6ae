"""Plain Python over a flat list: one number from the generator for each entry, drawn in evaluation too."""

import numpy as np


def dropout(x, rate, rng, training=True):
    if not (rate >= 0 and rate < 1):
        raise ValueError("the dropout rate must be in [0, 1), got " + str(rate))
    factors, values = [], []
    for value in np.ravel(x).tolist():
        stays = rng.random() < 1 - rate
        if not training:
            factor = 1.0
        elif stays:
            factor = 1.0 / (1.0 - rate)
        else:
            factor = 0.0
        factors.append(factor)
        values.append(value * factor)
    shape = np.shape(x)
    return np.array(values).reshape(shape), np.array(factors).reshape(shape)


def dropout_backward(dout, mask):
    pairs = zip(dout.flat, mask.flat)
    return np.array([d * m for d, m in pairs]).reshape(dout.shape)
