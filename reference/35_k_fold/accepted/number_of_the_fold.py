"""Every row is told the number of its fold; masks do the rest. Scores are filled in from the last fold."""

import numpy as np


def fold_numbers(n_samples, k):
    return np.sort(np.arange(n_samples) % k)


def k_fold(n_samples, k, shuffle=False, rng=None):
    if not (k >= 2 and n_samples >= k):
        raise ValueError(f"{k=} with {n_samples=}: at least 2, and no more than there are samples")
    fold = fold_numbers(n_samples, k)
    match shuffle, rng:
        case True, None:
            raise ValueError("rng is None")
        case True, _:
            fold = fold[np.argsort(rng.random(n_samples))]
    return [(np.flatnonzero(fold != j), np.flatnonzero(fold == j)[::-1]) for j in range(k)]


def cross_val_score(fit, score, X, y, k):
    if not (k >= 2 and len(X) >= k):
        raise ValueError(f"{k=} with {len(X)} rows: at least 2, and no more than there are rows")
    fold = fold_numbers(len(X), k)
    scores = np.zeros(k)
    for j in reversed(range(k)):
        out = fold == j
        scores[j] = score(model=fit(X[~out], y[~out]), X=X[out], y=y[out])
    return scores
