"""Plain Python lists, a Fisher-Yates shuffle by hand, and NumPy only where an array is asked for."""

import numpy as np


def k_fold(n_samples, k, shuffle=False, rng=None):
    if k < 2 or k > n_samples:
        raise ValueError("cannot make %d folds of %d samples" % (k, n_samples))
    rows = list(range(n_samples))
    if shuffle:
        if rng is None:
            raise ValueError("shuffling needs a random generator")
        for last in range(n_samples - 1, 0, -1):
            other = int(rng.integers(last + 1))
            rows[last], rows[other] = rows[other], rows[last]
    smaller, left_over = divmod(n_samples, k)
    folds = []
    while rows or len(folds) < k:
        size = smaller + 1 if len(folds) < left_over else smaller
        folds.append(rows[:size])
        rows = rows[size:]
    pairs = []
    for number in range(k):
        train = [row for other in range(k) if other != number for row in folds[other]]
        pairs.append((train, folds[number]))
    return pairs


def cross_val_score(fit, score, X, y, k):
    result = np.empty(k)
    for number, (train, val) in enumerate(k_fold(X.shape[0], k)):
        model = fit(np.array([X[row] for row in train]), np.array([y[row] for row in train]))
        result[number] = score(model, np.array([X[row] for row in val]), np.array([y[row] for row in val]))
    return result
