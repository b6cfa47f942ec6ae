"""Dropout: in training every entry may be silenced by chance, in evaluation none is.

Each entry of x draws its own factor, with p = 1 - rate the probability that it is kept:

    mask = 0 with probability rate,  1 / (1 - rate) with probability 1 - rate
    out  = x * mask
    dx   = dout * mask

In evaluation, and at rate 0, every factor is 1.

Source: Srivastava et al. 2014, in the inverted form: kept entries are scaled up in training, so that
evaluation needs no scaling at all.
"""

import numpy as np


def dropout(x, rate, rng, training=True):
    """Return (out, mask), both of x's shape.

    x: float array of any number of dimensions; it is not changed.
    rate: the probability with which an entry is dropped, independently of all others and of its value.
    rng: a numpy.random.Generator. All chance comes from it: equal states give equal results, and a second
        call with the same generator draws anew. How you draw from it is up to you.
    training: if False, nothing is dropped: out equals x and the mask is all ones.

    mask holds the factors themselves, 0 or 1 / (1 - rate), and out = x * mask.
    Raises ValueError naming the rate unless 0 <= rate < 1, in evaluation too.
    """
    raise NotImplementedError


def dropout_backward(dout, mask):
    """Return the gradient of the loss with respect to x, of dout's shape.

    dout: the gradient with respect to out. mask: the one that `dropout` returned with that out, of the
    same shape. Neither is changed, and nothing is drawn.
    """
    raise NotImplementedError
