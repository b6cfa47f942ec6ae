"""Hidden checks of k-fold cross-validation: what each fold holds, and what `fit` and `score` are given."""

from math import sqrt

import numpy as np

from grader.checks import attach, calls, check, close, fail, laws, measure, raises, within_sigma
from grader.models import HeatMap

# (n, k): no remainder, remainders 2, 1 and k - 1, n = k, n = k + 1, and the smallest of all.
SIZES = ((12, 4), (10, 4), (10, 3), (11, 4), (5, 5), (6, 5), (2, 2))
FEW = ((8, 3), (4, 4))  # uneven folds, and folds of a single row
UNEVEN = (20, 8)  # four folds of 3 rows, four of 2: two shuffles agree once in 20! / (3!^4 2!^4) = 1e14
SHUFFLES = 5  # where any four folds may be the larger ones, all five look right once in 70^5 = 2e9
COINS = 30  # shuffles of two rows: that one of the two orders never comes up has probability 2^-29 = 2e-9
MANY, DRAWS = (1000, 4), 30  # rows of a block of 250 in a fold of 250, over 30 shuffles: variance 1,056


def blocks(n, k):
    """The rows each fold validates without shuffling: the next ones, one more in the first n % k folds."""
    sizes = [n // k + 1 if j < n % k else n // k for j in range(k)]
    return [np.arange(sum(sizes[:j]), sum(sizes[: j + 1])) for j in range(k)]


def others(rows, n):
    """All rows but these."""
    return np.array([row for row in range(n) if row not in set(rows.tolist())])


# ------------------------------------------------------------------------------------ k_fold


@check(points=1, hint="Write down where each fold begins and ends for 11 rows and 4 folds.")
def test_folds_are_blocks_in_order(submission):
    """Without shuffling fold after fold validates the next rows; the first n % k folds one more."""
    for n, k in SIZES:
        expected = blocks(n, k)

        held_out = [val for _, val in folds_of(submission.k_fold(n, k), k)]

        sizes = np.array([len(val) for val in held_out])
        close(sizes, np.array([len(block) for block in expected]), what="the size of each fold")
        close(np.concatenate(held_out), np.arange(n), what="the rows validated by fold after fold")


@check(points=1, hint="Training rows are all rows the fold does not validate: those before it and after it.")
def test_a_fold_trains_on_all_other_rows(submission):
    """A fold trains on every row it does not validate, and on no other."""
    for n, k in FEW:
        for j, (train, val) in enumerate(folds_of(submission.k_fold(n, k), k)):
            trains_on_the_rest(j, train, val, n)


@check(points=1, hint="Permute the row numbers once, before the first fold is cut.")
def test_shuffled_folds_validate_every_row_once(submission, rng):
    """Shuffled folds have the same sizes, and still validate every row exactly once."""
    n, k = UNEVEN
    measure("shuffles asked for", SHUFFLES)

    shuffles = [folds_of(submission.k_fold(n, k, shuffle=True, rng=rng), k) for _ in range(SHUFFLES)]

    attach(_picture(shuffles[0], n))
    validated = [np.concatenate([val for _, val in folds]) for folds in shuffles]
    measure("every row is validated once", all(np.array_equal(np.sort(v), np.arange(n)) for v in validated))
    measure("no row is in both parts", not any(np.isin(*fold).any() for folds in shuffles for fold in folds))
    measure("rows in the largest fold", max(len(val) for folds in shuffles for _, val in folds))
    for folds, rows in zip(shuffles, validated, strict=True):
        sizes = np.array([len(val) for _, val in folds])
        close(sizes, np.array([len(block) for block in blocks(n, k)]), what="the size of each fold")
        if len(np.unique(rows)) < n:
            fail("With shuffling some rows are validated twice, and others never.")
        close(np.sort(rows), np.arange(n), what="the validated rows of all folds, sorted")
        for j, (train, val) in enumerate(folds):
            trains_on_the_rest(j, train, val, n)


@check(points=1, hint="Every draw comes from the rng that was passed in, and from nothing else.")
def test_shuffling_follows_its_generator(submission, rng):
    """The same state of rng gives the same folds, another state others; without `shuffle` none is used."""
    n, k = UNEVEN
    seed = int(rng.integers(2**32))
    measure("shuffles asked for", 4)
    one, twin, stranger = (np.random.Generator(np.random.PCG64(each)) for each in (seed, seed, seed + 1))

    first, again, later, foreign = (
        fold_of_each_row(submission.k_fold(n, k, shuffle=True, rng=each), n, k)
        for each in (one, twin, one, stranger)
    )
    plain = fold_of_each_row(submission.k_fold(n, k, rng=one), n, k)

    in_order = np.repeat(np.arange(k), [len(block) for block in blocks(n, k)])
    measure("same state, same folds", np.array_equal(first, again))
    measure("next state, other folds", not np.array_equal(first, later))
    measure("another generator, other folds", not np.array_equal(first, foreign))
    measure("not shuffled unless asked to", np.array_equal(plain, in_order))
    if np.array_equal(first, in_order):
        fail("With shuffle=True the folds are those without shuffling.")
    if not np.array_equal(first, again):
        fail("Two generators in the same state gave different folds.")
    if np.array_equal(first, foreign):
        fail("Two generators in different states gave the same folds.")
    if np.array_equal(first, later):
        fail("A second call with the same generator gave the same folds: it was not drawn from.")
    close(plain, in_order, what="the fold of each row, for shuffle=False with an rng")


@check(points=1, hint="One permutation of all rows: rng.permutation draws each equally often.")
def test_every_row_can_land_in_every_fold(submission, rng):
    """Shuffling mixes all rows: none has a fold it prefers, and neighbours do not stay together."""
    measure("shuffles asked for", COINS + DRAWS)
    pair = shuffled(submission, 2, 2, rng, COINS)
    n, k = MANY
    fold = shuffled(submission, n, k, rng, DRAWS)

    landed = np.array([[np.sum(fold[:, home] == j) for j in range(k)] for home in blocks(n, k)])
    heads = np.sum(pair[:, 0] == 0)
    one, stay, down = np.diag([1.0] + [0.0] * (k - 1)), np.eye(k), np.eye(k, k=-1)
    away = np.sum(fold[:, 0] > 0)
    measure(f"of {COINS} shuffles of 2 rows, those that leave row 0 in fold 0", heads, sqrt(COINS) / 2)
    measure(f"of {DRAWS} shuffles of {n} rows, those that take it elsewhere", away, sqrt(DRAWS * 3) / 4)
    measure("rows that shuffling leaves in their fold", np.sum(landed * stay), deviation(stay, n))
    measure("rows that it moves to the fold before", np.sum(landed * down), deviation(down, n))
    # None in a right solution; in one where chance decides, its deviation is at most that of fair coins.
    measure("rows that no fold validates", np.sum(fold < 0), sqrt(fold.size) / 2)
    if heads in (0, COINS):
        fail(f"Of two rows in two folds, row 0 landed in the same fold {COINS} times out of {COINS}.")
    # Pairs of rows with nothing in common are nearly independent: their count has 1.001 times this variance.
    together = np.sum(fold[:, ::2] == fold[:, 1::2])
    within_sigma(together, laws.count(fold.size // 2, (n // k - 1) / (n - 1)), what="neighbours in one fold")
    # Each block in each fold, 16 counts with an exact law: a right submission fails once in 3e7.
    if np.abs(landed - fold.size / k**2).max() > 6 * deviation(one, n):
        fail("Rows land in some folds more often than in others: the orders are not equally likely.")


@check(points=1, hint="Look at k, and at shuffle without an rng, before anything else is done.")
def test_bad_arguments_are_refused(submission, rng):
    """A k below 2 or above n raises a ValueError that names it; so does shuffling without an rng."""
    X, y = data(rng, 3)
    fit, score = learner()

    for n, k in ((5, 1), (6, 0), (7, -3), (3, 4), (5, 9), (1, 2)):
        with raises(ValueError, mentions=(k,) if k < 2 else (k, n)):
            submission.k_fold(n, k)
    with raises(ValueError):
        submission.k_fold(6, 3, shuffle=True)
    for k in (1, 4):
        with raises(ValueError, mentions=(k,) if k < 2 else (k, 3)):
            submission.cross_val_score(fit, score, X, y, k)
    if fit.count:
        fail("`fit` was called although this k cannot be used.")


# ------------------------------------------------------------------------------------ cross_val_score


@check(points=1, hint="Fold j is held out from one model: which rows may that model see?")
def test_each_model_is_fitted_without_its_fold(submission, rng):
    """For each fold one model is fitted, on the rows of all the other folds and their labels."""
    for n, k in FEW:
        X, y = data(rng, n)
        fit, score = learner()

        submission.cross_val_score(fit, score, X, y, k)

        close(fit.count, k, what=f"the number of calls of `fit` for {k} folds")
        seen = [rows_of(given["X"], given["y"], X, y, "fit") for given in told(fit, "X", "y")]
        for j, block in enumerate(blocks(n, k)):
            blind = [rows for rows in seen if not np.isin(block, rows).any()]
            if not blind:
                fail(f"Every model was trained on rows of fold {j}: none can be validated on them.")
            close(blind[0], others(block, n), what=f"the rows trained on when fold {j} is held out")


@check(points=1, hint="`score` wants three things of the same fold: its model, its rows, their labels.")
def test_each_model_is_scored_on_its_own_fold(submission, rng):
    """Each fold's rows and labels are scored once, with the very model that was fitted without them."""
    for n, k in FEW:
        X, y = data(rng, n)
        fit, score = learner()

        submission.cross_val_score(fit, score, X, y, k)

        close(score.count, k, what=f"the number of calls of `score` for {k} folds")
        scored = told(score, "model", "X", "y")
        rows = [rows_of(given["X"], given["y"], X, y, "score") for given in scored]
        for j, block in enumerate(blocks(n, k)):
            mine = [i for i in range(k) if np.array_equal(rows[i], block)]
            if len(mine) != 1:
                fail(f"The rows of fold {j} should be scored together, once and without others.")
            model = scored[mine[0]]["model"]
            if np.isin(rows_of(model.X, model.y, X, y, "fit"), block).any():
                fail(f"Fold {j} was scored with a model that had seen some of its rows in training.")


@check(points=1, hint="Collect the k numbers in the order of the folds and make an array of them.")
def test_scores_come_back_in_the_order_of_the_folds(submission, rng):
    """The result is an array of k scores, fold after fold, whatever kind of number `score` returns."""
    n, k = FEW[0]
    for number in (float, np.float64, np.asarray, int):
        X, y = data(rng, n)
        (fit, _), score = learner(), mean_label(number)
        expected = [float(score(None, None, y[block])) for block in blocks(n, k)]

        scores = submission.cross_val_score(fit, score, X, y, k)

        # Labels of size 10 summed in another order differ by 1e-15, their mean times 100 by 1e-13.
        close(scores, np.array(expected), atol=1e-11, what="the scores, fold after fold")


# ------------------------------------------------------------------------------------ what the checks share


class Model:
    """What our `fit` returns. A submission can keep it and hand it back, and learns nothing else of it."""

    def __init__(self, X, y, number):
        self.X = X
        self.y = y
        self.number = number


def learner():
    """A `fit` and a `score` that remember their calls; `score` tells every model and choice of rows apart."""

    def fit(X, y):
        return Model(X, y, watched_fit.count)

    def score(model, X, y):
        if not isinstance(model, Model):
            fail("The first argument of `score` should be the model that `fit` returned.")
        trained_on = 3 * np.sum(model.y) + 5 * np.sum(model.X)
        return float(np.sum(y) + 2 * np.sum(X) + trained_on + 7 * model.number)

    fit.__qualname__, score.__qualname__ = "fit", "score"  # how Python's own messages should call them
    watched_fit = calls(fit)
    return watched_fit, calls(score)


def mean_label(number):
    """A `score` that looks at the labels alone and returns them as some kind of number."""

    def score(model, X, y):
        return number(100 * np.mean(y))

    return score


def data(rng, n):
    """Makes n rows that all differ, two numbers each, and labels that follow from their rows."""
    X = rng.normal(size=(n, 2))
    return X, X[:, 0] - 3 * X[:, 1]


def told(spy, *names):
    """What each call of a function was given, by argument, however it was passed."""
    return [dict(zip(names, args, strict=False)) | kw for args, kw in zip(spy.args, spy.kwargs, strict=True)]


def rows_of(given_X, given_y, X, y, name):
    """Which rows `name` was given, sorted; CheckFailed unless they are rows of X with their own labels."""
    if not isinstance(given_X, np.ndarray) or given_X.shape[1:] != X.shape[1:]:
        fail(f"`{name}` should be given rows of X as an array of shape (m, {X.shape[1]}).")
    is_row = (given_X[:, None] == X).all(axis=2)
    if not is_row.any(axis=1).all():
        fail(f"`{name}` was given rows that are not in X.")
    rows = is_row.argmax(axis=1)
    close(given_y, y[rows], what=f"the labels that `{name}` was given beside their rows")
    return np.sort(rows)


def folds_of(got, k):
    """The pairs (train, val) that `k_fold` returned, each as sorted row numbers."""
    if not isinstance(got, list | tuple):
        fail("`k_fold` should return a list of pairs (train_idx, val_idx), nothing else.")
    if len(got) != k:
        close(len(got), k, what=f"the number of folds for k = {k}")
    if not all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in got):
        fail("Each entry of the list should be a pair (train_idx, val_idx).")
    return [(row_numbers(train, "train_idx"), row_numbers(val, "val_idx")) for train, val in got]


def row_numbers(part, name):
    """Row numbers, sorted: of an integer array, or of a list of ints."""
    if isinstance(part, list | tuple | range) and all(isinstance(row, int | np.integer) for row in part):
        part = np.array(part, dtype=None if part else int)
    if not isinstance(part, np.ndarray) or part.dtype.kind not in "iu" or part.ndim != 1:
        fail(f"`{name}` should be a 1-D array of row numbers, with an integer dtype.")
    return np.sort(part.astype(int))


def trains_on_the_rest(j, train, val, n):
    """Fails unless fold j trains on exactly the rows it does not validate."""
    if np.isin(val, train).any():
        fail(f"Fold {j} trains on rows it validates: no row may be in both parts.")
    close(train, others(val, n), what=f"the training rows of fold {j}, sorted")


def fold_of_each_row(got, n, k):
    """The fold that validates each row, shape (n,); -1 where none does."""
    fold = np.full(n, -1)
    for j, (_, val) in enumerate(folds_of(got, k)):
        fold[val[(val >= 0) & (val < n)]] = j
    return fold


def shuffled(submission, n, k, rng, draws):
    """The fold of each row after each of some shuffles, shape (draws, n)."""
    return np.array([fold_of_each_row(submission.k_fold(n, k, True, rng), n, k) for _ in range(draws)])


def deviation(counted, n):
    """How widely the rows vary, over all draws, whose (block, fold) is 1 in `counted`: Hoeffding 1951.

    Of n rows, a permutation of equal blocks; one block and one fold give the hypergeometric law.
    """
    centred = counted - counted.mean(axis=0) - counted.mean(axis=1, keepdims=True) + counted.mean()
    return sqrt(DRAWS * n**2 / (n - 1) * np.mean(centred**2))


def _picture(folds, n):
    part = [[1.0 * (row in train) + 2.0 * (row in val) for row in range(n)] for train, val in folds]
    return HeatMap(
        title="What each fold does with each row: 1 train, 2 validate, 0 neither, 3 both",
        rows=tuple(f"fold {j}" for j in range(len(folds))),
        columns=tuple(str(row) for row in range(n)),
        values=tuple(tuple(row) for row in part),
    )
