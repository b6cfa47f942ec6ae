"""Everything from the gaps to the true class: the binary loss is the two-class one, entropy a divergence."""

import numpy as np


def cross_entropy(logits, labels):
    true = np.take_along_axis(logits, labels[:, np.newaxis], axis=1)
    gaps = logits - true  # the true class's own gap is 0
    worst = np.maximum(gaps.max(axis=1), 0)
    return float((worst + np.log(np.exp(gaps - worst[:, np.newaxis]).sum(1))).mean())


def cross_entropy_grad(logits, labels):
    n = len(logits)
    p = np.empty(np.shape(logits))
    for j in range(p.shape[1]):  # p_j = 1 / sum over i of exp(z_i - z_j), 0 where that is huge
        p[:, j] = 1 / np.exp(np.minimum(logits - logits[:, [j]], 700)).sum(axis=1)
    hit = labels[:, None] == np.arange(p.shape[1])[None, :]
    return np.where(hit, p - 1, p) / n


def logistic_loss(logits, y):
    two = np.stack([np.zeros(len(logits)), logits], axis=1)
    return cross_entropy(two, y)


def hinge_loss(scores, y):
    short = 1 - y * scores
    return np.sum(short[short > 0]) / short.size


def kl_divergence(p, q):
    with np.errstate(all="ignore"):
        ratio = np.divide(p, q)
        ratio[p == 0] = 1
        return (p * np.log(ratio)).sum(-1)


def entropy(p):
    k = p.shape[-1]
    return np.log(k) - kl_divergence(p, np.full_like(p, 1 / k))
