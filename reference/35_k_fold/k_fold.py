"""k-fold cross-validation (Stone 1974; Hastie, Tibshirani & Friedman 2009, section 7.10).

The row numbers, permuted once if asked for, are cut into k blocks; the first n % k are one row longer.
Fold j validates block j and trains on what lies before and after it.

>>> [(train.tolist(), val.tolist()) for train, val in k_fold(5, 2)]
[([3, 4], [0, 1, 2]), ([0, 1, 2], [3, 4])]
"""

import numpy as np


def k_fold(n_samples, k, shuffle=False, rng=None):
    """A list of k pairs (train_idx, val_idx) of integer arrays."""
    if not 2 <= k <= n_samples:
        raise ValueError(f"k is {k}; it must be at least 2 and at most n_samples, which is {n_samples}")
    if shuffle and rng is None:
        raise ValueError("shuffle=True needs an rng to draw from")
    rows = rng.permutation(n_samples) if shuffle else np.arange(n_samples)
    folds = []
    start = 0
    for j in range(k):
        end = start + n_samples // k + (j < n_samples % k)
        val = rows[start:end]
        train = np.concatenate([rows[:start], rows[end:]])
        folds.append((train, val))
        start = end
    return folds


def cross_val_score(fit, score, X, y, k):
    """The score of each fold, held out from a model of its own; shape (k,)."""
    scores = []
    for train, val in k_fold(len(X), k):
        model = fit(X[train], y[train])
        scores.append(score(model, X[val], y[val]))
    return np.array(scores)
