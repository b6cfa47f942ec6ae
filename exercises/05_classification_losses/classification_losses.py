"""Classification losses: what a wrong answer costs, computed so that no large logit breaks it.

For a sample with the logits z_1 ... z_k and the true class c, for one with a single logit z and y in {0, 1},
for one with the score s and y in {-1, +1}, and for distributions p and q over k outcomes:

    cross-entropy    log(exp(z_1) + ... + exp(z_k)) - z_c            = -log softmax(z)_c
    logistic loss    log(1 + exp(-z)) if y = 1, log(1 + exp(z)) if y = 0
    hinge loss       max(0, 1 - y * s)
    KL divergence    sum over j of p_j * log(p_j / q_j)
    entropy          -(sum over j of p_j * log(p_j))

Logarithms are natural. The four functions on logits and scores stay exact up to |logit| = 1000, without
overflow, division by zero or any other invalid operation, also in the part of an `np.where` not chosen.

Source: Goodfellow, Bengio & Courville 2016, Deep Learning, sections 3.13, 4.1 and 6.2.2; for the hinge loss
Cortes & Vapnik 1995.
"""

import numpy as np


def cross_entropy(logits, labels):
    """Return the cross-entropy of the softmax of `logits`, as its mean over the samples: a number.

    logits: (n, k), a row for each sample, any real numbers.
    labels: (n,), the true classes, integers from 0 to k - 1.
    """
    raise NotImplementedError


def cross_entropy_grad(logits, labels):
    """Return the gradient of `cross_entropy(logits, labels)` with respect to `logits`: an array (n, k).

    Row i is (softmax(z_i) - one-hot(c_i)) / n, where the one-hot row holds 1 at the true class and else 0.
    Arguments as for `cross_entropy`.
    """
    raise NotImplementedError


def logistic_loss(logits, y):
    """Return the logistic loss, as its mean over the samples: a number.

    logits: (n,), one logit for each sample: log(P(y = 1) / P(y = 0)).
    y: (n,), integers 0 or 1.
    """
    raise NotImplementedError


def hinge_loss(scores, y):
    """Return the hinge loss, as its mean over the samples: a number.

    scores: (n,), the sign is the answer, the size its confidence.
    y: (n,), integers -1 or +1.
    """
    raise NotImplementedError


def kl_divergence(p, q):
    """Return the KL divergence from p to q in nats, over the last axis: one value for each row.

    p, q: (n, k), each row a distribution; the result is an array (n,). Or (k,), a single distribution
    each; then it is a number.
    A term with p_j = 0 is 0, whatever q_j is. A row in which q_j = 0 < p_j anywhere is infinite: np.inf.
    NumPy may warn on the way.
    """
    raise NotImplementedError


def entropy(p):
    """Return the entropy of p in nats, over the last axis: one value for each row.

    p: (n, k), each row a distribution; the result is an array (n,). Or (k,), a single distribution; then it
    is a number.
    A term with p_j = 0 is 0. NumPy may warn on the way.
    """
    raise NotImplementedError
