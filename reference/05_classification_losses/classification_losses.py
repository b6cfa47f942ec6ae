"""Classification losses from logits, exact for logits of any size, and two measures of distributions.

>>> cross_entropy(np.array([[1000.0, -1000.0, 0.0]]), np.array([1])).item()
2000.0
>>> logistic_loss(np.array([1000.0, -1000.0]), np.array([1, 1])).item()
500.0
>>> hinge_loss(np.array([0.25, 3.0]), np.array([1, 1])).item()
0.375
>>> kl_divergence(np.array([[0.5, 0.5], [0.5, 0.5]]), np.array([[0.25, 0.75], [0.0, 1.0]])).round(6).tolist()
[0.143841, inf]
"""

import numpy as np


def cross_entropy(logits, labels):
    """The mean over samples of log(sum(exp(z))) - z[label]; logits (n, k), labels (n,)."""
    top = logits.max(axis=1, keepdims=True)  # every exponent is 0 or less, one of them is 0
    log_sum = top[:, 0] + np.log(np.exp(logits - top).sum(axis=1))
    own = logits[np.arange(len(labels)), labels]
    return np.mean(log_sum - own)


def cross_entropy_grad(logits, labels):
    """(softmax - one-hot) / n, of shape (n, k)."""
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    slopes = weights / weights.sum(axis=1, keepdims=True)
    slopes[np.arange(len(labels)), labels] -= 1
    return slopes / len(labels)


def logistic_loss(logits, y):
    """The mean of log(1 + exp(z)) - z y, where log(1 + exp(z)) = max(z, 0) + log(1 + exp(-|z|))."""
    small = np.log1p(np.exp(-np.abs(logits)))
    return np.mean(np.maximum(logits, 0) - logits * y + small)


def hinge_loss(scores, y):
    """The mean of max(0, 1 - y s)."""
    return np.mean(np.maximum(0, 1 - y * scores))


def kl_divergence(p, q):
    """The sum of p (log p - log q) over the last axis; 0 where p is 0, inf where q is 0 and p is not."""
    with np.errstate(divide="ignore", invalid="ignore"):  # 0 (log 0 - log q) is NaN, and replaced
        terms = np.where(p > 0, p * (np.log(p) - np.log(q)), 0.0)
    return terms.sum(axis=-1)


def entropy(p):
    """The sum of -p log p over the last axis; 0 where p is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, -p * np.log(p), 0.0)
    return terms.sum(axis=-1)
