"""Plain Python: one sample, one outcome at a time, with the functions of `math`."""

import math

import numpy as np


def _log_sum_exp(row):
    top = max(row)
    return top + math.log(math.fsum(math.exp(z - top) for z in row))


def cross_entropy(logits, labels):
    total = 0.0
    for row, label in zip(logits, labels):
        total += _log_sum_exp(row) - row[label]
    return total / len(labels)


def cross_entropy_grad(logits, labels):
    n, k = logits.shape
    gradient = np.zeros((n, k))
    for i in range(n):
        scale = _log_sum_exp(logits[i])
        for j in range(k):
            p = math.exp(logits[i, j] - scale)
            gradient[i, j] = (p - 1) / n if j == labels[i] else p / n
    return gradient


def logistic_loss(logits, y):
    total = 0.0
    for z, label in zip(logits, y):
        against = -z if label == 1 else z
        if against > 0:
            total += against + math.log1p(math.exp(-against))
        else:
            total += math.log1p(math.exp(against))
    return total / len(y)


def hinge_loss(scores, y):
    return sum(max(0.0, 1.0 - s * sign) for s, sign in zip(scores, y)) / len(y)


def _divergence(p, q):
    total = 0.0
    for a, b in zip(p, q):
        if a > 0 and b == 0:
            return math.inf
        if a > 0:
            total += a * math.log(a / b)
    return total


def kl_divergence(p, q):
    if p.ndim == 1:
        return _divergence(p, q)
    return np.array([_divergence(a, b) for a, b in zip(p, q)])


def entropy(p):
    if p.ndim == 1:
        return -sum(a * math.log(a) for a in p if a)
    return np.array([entropy(row) for row in p])
