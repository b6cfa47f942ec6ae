"""Dropout (Srivastava et al. 2014) in its inverted form: kept entries are scaled up while training.

    mask = 0 with probability rate,  1 / (1 - rate) with probability 1 - rate
    out  = x * mask
    dx   = dout * mask

Each entry has its own draw; in evaluation every factor is 1.

>>> out, mask = dropout(np.ones((2, 3)), 0.6, np.random.default_rng(1), training=False)
>>> out.tolist() == mask.tolist() == [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
True
>>> out, mask = dropout(np.full((400, 500), 2.0), 0.6, np.random.default_rng(1))
>>> sorted(set(mask.ravel().tolist())), round(float(out.mean()), 1)
([0.0, 2.5], 2.0)
>>> dropout_backward(np.array([5.0, 6.0]), np.array([0.0, 2.5])).tolist()
[0.0, 15.0]
"""

import numpy as np


def dropout(x, rate, rng, training=True):
    """(x times the mask, the mask), both of x's shape; ValueError unless 0 <= rate < 1."""
    if not 0 <= rate < 1:
        raise ValueError(f"rate must be at least 0 and less than 1, not {rate}")
    if training:
        keep = rng.random(x.shape) >= rate
        mask = keep / (1 - rate)
    else:
        mask = np.ones(x.shape)
    out = x * mask
    return out, mask


def dropout_backward(dout, mask):
    """The gradient with respect to x: what was dropped gets none, what was scaled is scaled again."""
    return dout * mask
