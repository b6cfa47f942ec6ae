"""Hidden checks of dropout. Factors are exact, shares follow the binomial law, no stream is ever compared."""

from math import comb

import numpy as np

from grader.checks import (
    CheckFailed,
    attach,
    away_from_zero,
    check,
    close,
    fail,
    laws,
    measure,
    raises,
    same_shape,
    within_sigma,
)
from grader.models import Histogram

ROUNDING = 1e-9  # far above the spread of equal factors, which is rounding; real chance is above 1e-3
RATE, LINE = 0.3, 4  # lines of four entries: 0.7^4 = 24 % of them lose nothing
OUTSIDE = (1.0, -0.25, 1.5)


def with_zeros(rng, shape):
    """Numbers of both signs, every seventh of them exactly 0."""
    x = away_from_zero(rng, shape)
    x.reshape(-1)[::7] = 0.0
    return x


def out_and_mask(result, x):
    """The two results, when they are two arrays of x's shape."""
    pair = result if isinstance(result, tuple | list) else ()
    if len(pair) != 2:
        measure("arrays returned", sum(isinstance(part, np.ndarray) for part in (*pair, result)))
        fail("`dropout` should return two results: the output, and the mask.")
    for part, what in zip(pair, ("the output", "the mask"), strict=True):
        if not isinstance(part, np.ndarray) or part.shape != x.shape:
            measure(f"numbers in {what}", part.size if isinstance(part, np.ndarray) else 0)
        same_shape(part, x.shape, what=what)
    return pair


def mean_and_chance(values):
    """A mean and the standard deviation it has by chance, 0 where all values are equal or there are none."""
    if not values.size:
        return 0.0, 0.0
    with np.errstate(all="ignore"):  # a factor may be infinite
        chance = float(values.std()) / values.size**0.5
        return float(values.mean()), 0.0 if chance < ROUNDING else chance


@check(points=1, hint="By what is a kept entry multiplied, so that the mean over many draws stays the same?")
def test_the_mask_holds_the_factors(submission, rng):
    """Every entry of the mask is 0 or 1 / (1 - rate), in one, two and three dimensions."""
    for shape, rate in (((40, 60), 0.2), ((700,), 0.35), ((9, 10, 30), 0.75)):
        x = with_zeros(rng, shape)
        _, mask = out_and_mask(submission.dropout(x, rate, rng), x)

        measure(f"the mean factor that is not 0, at rate {rate}", *mean_and_chance(mask[mask != 0]))
        close(mask, np.where(mask == 0, 0.0, 1 / (1 - rate)), what=f"the mask at rate {rate}")


@check(points=1, hint="Multiply x by the very mask you return.")
def test_out_is_x_times_the_mask(submission, rng):
    """The output is x times the mask, entry by entry."""
    for shape, rate in (((40, 60), 0.4), ((900,), 0.25), ((7, 20, 30), 0.75)):
        x = with_zeros(rng, shape)
        out, mask = out_and_mask(submission.dropout(x, rate, rng), x)

        expected = x * mask
        measure("the share of entries that are x times the mask", *mean_and_chance(np.isclose(out, expected)))
        left = expected != 0
        measure("the mean of output over x times the mask", *mean_and_chance(out[left] / expected[left]))
        close(out, expected, what=f"the output at rate {rate}")


@check(points=1, hint="`rate` is the share that is dropped, not the share that is kept.")
def test_the_share_dropped_is_rate(submission, rng):
    """The share of entries that is dropped is `rate`: at a small, a middle and a large rate."""
    x = away_from_zero(rng, 22_000)
    measure("entries of x", x.size)
    for rate in (0.05, 0.4, 0.85):
        _, mask = out_and_mask(submission.dropout(x, rate, rng), x)

        # 22,000 entries: at rate 0.05 n p (1 - p) is 1,045.
        within_sigma((mask == 0).sum(), laws.count(x.size, rate), what=f"entries dropped at rate {rate}")


@check(points=1, hint="Draw from the `rng` you are given, anew at every call, and from nothing else.")
def test_all_chance_comes_from_rng(submission, rng):
    """Equal states of rng give equal results, another state another mask, and the next call draws anew."""
    x, seed = with_zeros(rng, (12, 20)), int(rng.integers(2**32))
    mine, equal, unequal = (np.random.Generator(np.random.PCG64(seed + i)) for i in (0, 0, 1))
    first = out_and_mask(submission.dropout(x, 0.5, mine), x)
    next_one = out_and_mask(submission.dropout(x, 0.5, mine), x)
    twin = out_and_mask(submission.dropout(x, 0.5, equal), x)
    stranger = out_and_mask(submission.dropout(x, 0.5, unequal), x)

    dropped = first[1] == 0
    chance = 0.5 / x.size**0.5  # the deviation of the share of 240 fair coins that agree
    for (_, mask), which in ((next_one, "the next call"), (twin, "an equal rng"), (stranger, "another rng")):
        measure(f"the share decided alike with {which}", np.mean((mask == 0) == dropped), chance)
    close(twin[0], first[0], what="the output with another rng in the same state")
    close(twin[1], first[1], what="the mask with another rng in the same state")
    # 240 fair coins all agree once in 1e72.
    if np.array_equal(stranger[1] == 0, dropped):
        fail("An rng in another state gave the same mask; draw from the one that is handed in.")
    if np.array_equal(next_one[1] == 0, dropped):
        fail("Two calls in a row with one rng gave the same mask; every call should draw anew.")


@check(points=1, hint="How many numbers must be drawn for an x with 40 rows and 50 columns?")
def test_each_entry_has_a_chance_of_its_own(submission, rng):
    """Each entry is dropped or kept by itself: not with its row or column, and not in a fixed number."""
    for shape in ((40, 50), (8, 9, 10)):
        x = away_from_zero(rng, shape)
        _, mask = out_and_mask(submission.dropout(x, RATE, rng), x)

        dropped = mask == 0
        together = [axis for axis in range(x.ndim) if (dropped == dropped.take([0], axis)).all()]
        measure(f"first axis of {x.ndim} along which all go together (-1: none)", [*together, -1][0])
        # By chance never: each of at least 630 entries would have to share the fate of another.
        if together:
            fail(f"All entries along axis {together[0]} are dropped or kept together.")

    for lines, shape, axis in (("rows", (5600, LINE), 1), ("columns", (LINE, 5600), 0)):
        x = away_from_zero(rng, shape)
        _, mask = out_and_mask(submission.dropout(x, RATE, rng), x)

        lost = (mask == 0).sum(axis=axis)
        if lines == "rows":
            attach(_picture(lost))
        # 5,600 lines: n p (1 - p) is 1,021.
        law = laws.count(lost.size, (1 - RATE) ** LINE)
        within_sigma((lost == 0).sum(), law, what=f"{lines} of {LINE} that lose nothing")

    x = away_from_zero(rng, (5, 8))
    masks = [out_and_mask(submission.dropout(x, RATE, rng), x)[1] for _ in range(20)]
    numbers = {int((mask == 0).sum()) for mask in masks}
    # Of 20 draws from the binomial law with n = 40, p = 0.3, 9.5 +- 1.3 differ; all are equal once in 1e17.
    measure("different numbers of dropped entries in 20 calls", len(numbers), sigma=1.3)
    if len(numbers) == 1:
        fail("In 20 calls the same number of entries was dropped each time; chance would vary it.")


def _picture(lost):
    shares = np.bincount(lost, minlength=LINE + 1) / lost.size
    law = [comb(LINE, k) * RATE**k * (1 - RATE) ** (LINE - k) for k in range(LINE + 1)]
    return Histogram(
        title="5,600 rows of 4 at rate 0.3: how many entries each one loses",
        x_label="entries dropped in a row",
        edges=tuple(k - 0.5 for k in range(LINE + 2)),
        shares=tuple(shares.tolist()),
        law=tuple(law),
    )


@check(points=1, hint="Decide from the draw alone which entries are dropped; x does not matter.")
def test_the_value_of_an_entry_does_not_matter(submission, rng):
    """Negative, zero and positive entries are dropped equally often."""
    x = rng.permutation(np.repeat([-2.0, 0.0, 3.0], 5_000))
    measure("entries of x", x.size)
    _, mask = out_and_mask(submission.dropout(x, RATE, rng), x)

    for value, name in ((-2.0, "negative"), (3.0, "positive"), (0.0, "zero")):
        # 5,000 of each: n p (1 - p) is 1,050.
        count = (mask[x == value] == 0).sum()
        within_sigma(count, laws.count(5_000, RATE), what=f"{name} entries that are dropped")


@check(points=1, hint="The output is x * mask, and the mask does not depend on x: what is its derivative?")
def test_backward_uses_the_mask_it_is_given(submission, rng):
    """The gradient passes through the mask that is handed in, factor by factor."""
    for shape, rate in (((4, 6), 0.2), ((12,), 0.75), ((2, 3, 4), 0.0)):
        dout, third = with_zeros(rng, shape), rng.permutation(np.arange(np.prod(shape)) % 3)
        mask = np.where((third == 0) & (rate > 0), 0.0, 1 / (1 - rate)).reshape(shape)

        close(submission.dropout_backward(dout, mask), dout * mask, what=f"the gradient at rate {rate}")


@check(points=1, hint="Kept entries were scaled up in training already: what is left to do in evaluation?")
def test_nothing_is_dropped_in_evaluation_or_at_rate_0(submission, rng):
    """In evaluation, and at rate 0, the output is x and every factor in the mask is 1."""
    x = with_zeros(rng, (30, 50))
    cases = ((0.3, False, "in evaluation"), (0.8, False, "in evaluation"), (0.0, True, "at rate 0"))
    for rate, training, where in cases:
        out, mask = out_and_mask(submission.dropout(x, rate, rng, training=training), x)

        measure(f"the mean factor {where}", *mean_and_chance(mask))
        measure(f"the mean of output over x {where}", *mean_and_chance(out[x != 0] / x[x != 0]))
        close(out, x, what=f"the output {where}")
        close(mask, np.ones(x.shape), what=f"the mask {where}")


@check(points=1, hint="Look at the rate before anything else, `training` included.")
def test_rates_outside_the_range_are_refused(submission, rng):
    """A rate that is negative, 1 or more raises a ValueError that names it, in evaluation too."""
    x = with_zeros(rng, (3, 4))
    cases = [(rate, training) for training in (True, False) for rate in OUTSIDE]
    for rate, training in cases:
        where = "in training" if training else "in evaluation"
        measure(f"rate {rate:g} refused {where}", refused(submission, x, rate, rng, training))

    for rate, training in cases:
        with raises(ValueError, mentions=(rate,)):
            submission.dropout(x, rate, rng, training=training)


def refused(submission, x, rate, rng, training):
    """Whether this call raises ValueError, as a number to measure; what it says is judged elsewhere."""
    try:
        with raises(ValueError):
            _, mask = out_and_mask(submission.dropout(x, rate, rng, training=training), x)
            measure(f"the largest factor given for rate {rate:g}", np.max(mask))
    except CheckFailed:
        return 0
    return 1
