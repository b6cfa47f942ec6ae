"""k-fold beside scikit-learn's: the same blocks, the same scores; a shuffle of another stream, alike in kind.

scikit-learn's KFold yields its folds one by one and keeps row numbers sorted; ours are a list, in any order.
Its cross_val_score clones an estimator and asks its `score`; ours is handed the two functions.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

model_selection = pytest.importorskip("sklearn.model_selection")
linear_model = pytest.importorskip("sklearn.linear_model")

EVERY_SIZE = [(n, k) for n in range(2, 25) for k in range(2, n + 1)]
RTOL = 1e-12  # both have the same estimator fitted on the same rows, in what order is each one's own matter


@pytest.fixture(scope="module")
def folds(reference: Any) -> Any:
    return reference


def fit(rows: Any, labels: Any) -> Any:
    """A linear regression of scikit-learn's."""
    return linear_model.LinearRegression().fit(rows, labels)


def score(model: Any, rows: Any, labels: Any) -> Any:
    """Its coefficient of determination."""
    return model.score(rows, labels)


def as_lists(pairs: Any) -> list[tuple[list[int], list[int]]]:
    """The pairs with sorted row numbers."""
    return [(sorted(train.tolist()), sorted(val.tolist())) for train, val in pairs]


def test_unshuffled_folds_are_those_of_scikit_learn(folds: Any) -> None:
    for n, k in EVERY_SIZE:
        theirs = model_selection.KFold(k).split(np.zeros((n, 1)))

        assert as_lists(folds.k_fold(n, k)) == as_lists(theirs), (n, k)


def test_the_checks_expect_the_folds_of_scikit_learn(checks: Any) -> None:
    for n, k in EVERY_SIZE:
        theirs = as_lists(model_selection.KFold(k).split(np.zeros((n, 1))))

        blocks = checks.blocks(n, k)

        assert [block.tolist() for block in blocks] == [val for _, val in theirs], (n, k)
        assert [checks.others(block, n).tolist() for block in blocks] == [train for train, _ in theirs], (
            n,
            k,
        )


@pytest.mark.parametrize(("n", "k"), [(20, 8), (23, 4), (7, 7), (12, 3)])
def test_shuffled_folds_have_the_sizes_of_scikit_learn_and_share_out_every_row(
    folds: Any, n: int, k: int
) -> None:
    theirs = as_lists(model_selection.KFold(k, shuffle=True, random_state=35).split(np.zeros((n, 1))))

    ours = as_lists(folds.k_fold(n, k, shuffle=True, rng=np.random.default_rng(35)))

    assert [len(val) for _, val in ours] == [len(val) for _, val in theirs]
    assert sorted(row for _, val in ours for row in val) == list(range(n))
    assert all(sorted(train + val) == list(range(n)) for train, val in ours)


@pytest.mark.parametrize(("n", "k"), [(5, 1), (5, 0), (3, 4)])
def test_both_refuse_the_same_k(folds: Any, n: int, k: int) -> None:
    with pytest.raises(ValueError, match=str(k)):
        list(model_selection.KFold(k).split(np.zeros((n, 1))))
    with pytest.raises(ValueError, match=str(k)):
        folds.k_fold(n, k)


@pytest.mark.parametrize(("n", "k"), [(40, 5), (43, 4), (30, 7)])
def test_scores_are_those_of_scikit_learn(folds: Any, n: int, k: int) -> None:
    rng = np.random.default_rng(n)
    rows = rng.normal(size=(n, 3))
    labels = rows @ np.array([1.0, -2.0, 0.5]) + rng.normal(size=n)
    estimator, cut = linear_model.LinearRegression(), model_selection.KFold(k)
    theirs = model_selection.cross_val_score(estimator, rows, labels, cv=cut, scoring="r2")

    ours = folds.cross_val_score(fit, score, rows, labels, k)

    assert ours.shape == (k,)
    np.testing.assert_allclose(ours, theirs, rtol=RTOL, atol=0.0)


def test_the_law_of_the_checks_is_that_of_scikit_learns_shuffles(checks: Any) -> None:
    n, k = checks.MANY
    draws = 400  # ten times those of a grading, each group of 40 a sample of the law
    landed = np.zeros((draws, k, k))
    for seed in range(draws):
        splits = model_selection.KFold(k, shuffle=True, random_state=seed).split(np.zeros((n, 1)))
        for j, (_, val) in enumerate(splits):
            landed[seed, :, j] = np.bincount(val // (n // k), minlength=k)

    one, stay, down = np.diag([1.0, 0.0, 0.0, 0.0]), np.eye(k), np.eye(k, k=-1)
    for counted in (one, stay, down):
        rows = (landed * counted).sum(axis=(1, 2))
        expected = checks.deviation(counted, n) / np.sqrt(checks.DRAWS)  # of one shuffle

        # A deviation measured on 400 draws is itself off by 1 / sqrt(800) = 3.5 %; 6 of these are 21 %.
        assert rows.std() == pytest.approx(expected, rel=0.21)
        # The mean of 400 draws lies within 6 / sqrt(400) = 0.3 deviations of the law's.
        assert abs(rows.mean() - n * counted.mean()) < 0.3 * expected
