"""k-fold cross-validation: every row is validated once, by a model that has never seen it.

The n rows are dealt into k folds, numbered from 0. Fold j validates n_j rows and trains on all others:

    n_j = n // k + 1    for j < n % k            s_j = score(model_j, the rows of fold j),
    n_j = n // k        for the others                 model_j = fit(all rows but those of fold j)

Source: Stone 1974; Hastie, Tibshirani & Friedman 2009, section 7.10.
"""

import numpy as np


def k_fold(n_samples, k, shuffle=False, rng=None):
    """Return a list of k pairs (train_idx, val_idx), one for each fold.

    n_samples, k: ints. train_idx, val_idx: row numbers, as 1-D arrays of any integer type (a list of ints
    is fine too): X[train_idx] are the rows to train on. In which order they stand inside is free.
    Each of the rows 0 ... n_samples - 1 is in val_idx of one fold and in train_idx of all the others.
    The first n_samples % k folds validate one row more than the others.

    shuffle=False: fold 0 validates the first rows, fold 1 the next, and so on; rng is not used.
    shuffle=True: the row numbers are permuted once, then cut in the same way. The permutation is drawn from
    rng, a numpy.random.Generator, and all are equally likely. The same state of rng gives the same folds,
    and drawing moves it on, so that the next call gives others.

    Raises ValueError for k < 2 (the message names k), for k > n_samples (it names both), and for
    shuffle=True without an rng.
    """
    raise NotImplementedError


def cross_val_score(fit, score, X, y, k):
    """Return an array of shape (k,): entry j is the score of fold j of k_fold(len(X), k), unshuffled.

    X: shape (n, d). y: shape (n,).
    fit(X, y) -> model: called once for each fold, with the rows to train on and their labels.
    score(model, X, y) -> number (Python's or NumPy's): called once for each fold, with the model that fit
    returned for it and the rows it holds out.
    Both are given arrays, of shapes (m, d) and (m,), in which y[i] belongs to X[i].
    A model may be any object: keep it and hand it back, that is all you can do with it.

    Raises ValueError for the same k as k_fold, before anything is fitted.
    """
    raise NotImplementedError
