"""NumPy cuts the rows, sets tell the rest; all models are fitted first, then all of them scored."""

import numpy as np


def k_fold(n_samples, k, shuffle=False, rng=None):
    if k < 2:
        raise ValueError(f"k must be at least 2, not {k}")
    if k > n_samples:
        raise ValueError(f"{n_samples} samples cannot be dealt into {k} folds")
    everything = np.arange(n_samples, dtype=np.uint16)
    order = everything.copy()
    if shuffle:
        if rng is None:
            raise ValueError("to shuffle, pass an rng")
        rng.shuffle(order)
    return [(np.setdiff1d(everything, part), part) for part in np.array_split(order, k)]


def cross_val_score(fit, score, X, y, k):
    folds = k_fold(len(y), k)
    models = [fit(X=X[train], y=y[train]) for train, _ in folds]
    held_out = ((X[val], y[val]) for _, val in folds)
    return np.fromiter((score(model, *part) for model, part in zip(models, held_out)), dtype=float)
