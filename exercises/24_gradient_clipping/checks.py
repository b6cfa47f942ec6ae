"""Hidden checks of gradient clipping: limits by hand, gradients whose lengths are known, extremes of size."""

import math

import numpy as np

from grader.checks import attach, away_from_zero, check, close, fail, measure, raises, same_shape
from grader.models import Bars

COURSE = (0.9, 3.2, 150.0, -2.1, 0.3)  # the example of the course; the square of its norm is 22515.55
SHAPES = (("W1", (2, 3)), ("b1", (3,)), ("W2", (3, 1)), ("gamma", (2, 1, 4)))
NORM_RTOL = 1e-12  # what the exercise promises; the root of a sum of twenty squares is exact to 1e-15


def norm_of(*arrays):
    """The definition: the root of the sum of the squares of all entries of all arrays."""
    return math.sqrt(math.fsum(float(entry) ** 2 for array in arrays for entry in array.flat))


def of_norm(rng, shape, norm):
    """A random array of this norm; its entries are of either sign, the largest at most 4 times the least."""
    array = away_from_zero(rng, shape)
    return array * (norm / norm_of(array))


def model(rng, *norms):
    """The gradients of a model: arrays of different shapes, with these norms."""
    return {name: of_norm(rng, shape, norm) for (name, shape), norm in zip(SHAPES, norms, strict=False)}


def scaled(grads, factor):
    """Every array times one factor."""
    return {name: g * factor for name, g in grads.items()}


def pair(result):
    """The two results of `clip_by_global_norm`, when they are two."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("`clip_by_global_norm` should return two results: the clipped gradients, and the norm.")
    return result


def named(clipped, grads):
    """The clipped gradients, when they are a dict with the names of `grads`."""
    if not isinstance(clipped, dict):
        fail("The first result of `clip_by_global_norm` should be the dict of clipped gradients.")
    if set(clipped) != set(grads):
        fail("The dict of clipped gradients should have the same names as the one that was given.")
    return clipped


def shortened(got, g, max_norm, what):
    """Passes when `got` is `g` brought down to `max_norm`; notes how long it is and where it points."""
    same_shape(got, g, what=what)
    with np.errstate(all="ignore"):  # a wrong one may be NaN, or huge
        length = measure(f"the norm of {what}", np.linalg.norm(got))
        along = np.vdot(got, g).real / np.linalg.norm(g)
        measure("the cosine of its angle to the gradient", along / length)
    close(got, g * (max_norm / norm_of(g)), what=what)


def lengths(grads, clipped):
    """The norm of each array before and after clipping, as a picture; None where one is not finite."""
    bars = {}
    for name, g in grads.items():
        same_shape(clipped[name], g, what=f"the clipped gradients[{name!r}]")
        with np.errstate(all="ignore"):  # as above
            bars |= {f"{name} before": norm_of(g), f"{name} after": float(np.linalg.norm(clipped[name]))}
    if not all(math.isfinite(norm) for norm in bars.values()):
        return None
    title = "The norm of each array before and after clipping from 7 to 3.5"
    return Bars(title=title, y_label="norm", names=tuple(bars), values=tuple(bars.values()))


@check(points=1, hint="Each entry on its own: what becomes of one below low, between the two, above high?")
def test_entries_are_cut_at_the_limits(submission, rng):
    """clip_by_value cuts entries at low and at high; what lies between stays."""
    cut = submission.clip_by_value(np.array(COURSE), -1.0, 1.0)
    close(cut, np.array([0.9, 1.0, 1.0, -1.0, 0.3]), what="the course example")

    low, high = -rng.uniform(0.5, 0.8), rng.uniform(1.2, 1.5)
    g = np.array([[3 * low, low, 0.4 * low, 0.0], [-high, high, 0.9 * high, 20 * high]])
    expected = np.array([[low, low, 0.4 * low, 0.0], [low, high, 0.9 * high, high]])
    close(submission.clip_by_value(g, low, high), expected, what="the array cut at unequal limits")


@check(points=0.5, hint="The limits are two numbers like any others: nothing says that 0 lies between them.")
def test_the_limits_may_be_any_numbers(submission, rng):
    """The limits of clip_by_value may have one sign, be equal, be 0, be tiny or huge."""
    g = np.array([-3.0, -1.0, 0.0, 1.0, 3.0]) + rng.uniform(-0.2, 0.2, 5)
    for low, high in ((0.5, 2.0), (-2.0, -0.5), (0.0, 2.0), (-2.0, 0.0), (0.75, 0.75)):
        expected = np.array([low if x < low else high if x > high else x for x in g])
        close(submission.clip_by_value(g, low, high), expected, what=f"the array cut to [{low:g}, {high:g}]")

    far = np.array([-1e100, -3e-100, 1e-100, 2e50, 1e100])
    expected = np.array([-2e-100, -2e-100, 1e-100, 2e50, 5e99])
    # atol 0: beside 1e-12 these limits would be nothing.
    close(submission.clip_by_value(far, -2e-100, 5e99), expected, atol=0.0, what="the tiny and huge entries")


@check(points=1, hint="One number, max_norm / norm, multiplies every entry: the direction stays.")
def test_a_long_gradient_gets_max_norm_and_keeps_its_direction(submission, rng):
    """clip_by_norm brings a long gradient to max_norm exactly, in its own direction."""
    # 0.6 first: 1e-6 added to so small a norm changes every entry by 2e-6 of itself.
    for norm, max_norm in ((0.6, 0.25), (20.0, 7.5)):
        g = of_norm(rng, 5, norm)
        what = f"the gradient cut from norm {norm:g} to {max_norm:g}"
        shortened(submission.clip_by_norm(g, max_norm), g, max_norm, what)

    g = of_norm(rng, 6, 2.0)
    limit = 1 + 0.5 * np.abs(g).max()  # halfway between the largest entry and the norm
    what = "the long gradient whose entries are all below max_norm"
    shortened(submission.clip_by_norm(g, limit), g, limit, what)

    g = np.array(COURSE)
    shortened(submission.clip_by_norm(g, 1), g, 1, "the course example")


@check(points=1, hint="All entries of the array count together, however they are arranged in it.")
def test_the_norm_is_that_of_all_entries(submission, rng):
    """clip_by_norm measures all entries together, also in two and three dimensions."""
    for shape in ((2, 3), (3, 1), (1, 4), (2, 1, 4)):
        g = of_norm(rng, shape, 5.0)
        what = f"the gradient of shape {shape}, cut from norm 5 to 1.5"
        shortened(submission.clip_by_norm(g, 1.5), g, 1.5, what)

    for shape in ((4, 2), (2, 3, 2)):
        g = of_norm(rng, shape, 5.0)  # no row, column or layer of it reaches 4.9: the entries are too alike
        for limit in (4.9, 4.999):
            what = f"the gradient of shape {shape}, cut from norm 5 to {limit:g}"
            shortened(submission.clip_by_norm(g, limit), g, limit, what)


@check(points=1, hint="Clipping makes gradients shorter, never longer: what if norm < max_norm?")
def test_short_gradients_stay_as_they_are(submission, rng):
    """A gradient no longer than max_norm comes back as it was, from both functions."""
    # atol 0: the smallest of these are 1e-9 long, and come back just as exactly.
    for shape, norm in (((5,), 2.9), ((3, 2), 0.4), ((3,), 1e-9)):
        g = of_norm(rng, shape, norm)
        same = submission.clip_by_norm(g, 3.0)
        close(same, g, atol=0.0, what=f"the gradient of norm {norm:g} that may have 3")
    g = np.array([[3.0, -4.0]])
    close(submission.clip_by_norm(g, 5.0), g, what="the gradient whose norm is max_norm")

    for norms, limit in (((2.0, 6.0, 3.0), 7.5), ((2.0, 6.0, 3.0), 100.0), ((1e-9, 2e-9, 2e-9), 1.0)):
        grads = model(rng, *norms)
        same, _ = pair(submission.clip_by_global_norm(grads, limit))
        close(named(same, grads), grads, atol=0.0, what="the gradients")
    grads = {"a": np.array([3.0]), "b": np.array([[4.0], [-12.0]])}
    same, _ = pair(submission.clip_by_global_norm(grads, 13.0))
    close(named(same, grads), grads, what="the gradients")


@check(points=0.5, hint="0 / 0 is NaN. A norm of 0 is no longer than any max_norm: is there anything to do?")
def test_zeros_stay_zeros(submission, rng):
    """Zeros come back as zeros, alone and among other arrays."""
    for shape, max_norm in (((4,), 1.0), ((2, 3), 1e-100)):
        zero = np.zeros(shape)
        close(submission.clip_by_norm(zero, max_norm), zero, atol=0.0, what="the gradient of zeros")

    grads = {"W": np.zeros((2, 3)), "b": np.zeros(3)}
    clipped, norm = pair(submission.clip_by_global_norm(grads, 0.5))
    close(named(clipped, grads), grads, atol=0.0, what="the gradients")
    close(norm, 0.0, atol=0.0, what="the norm of zeros")

    grads = {"still": np.zeros((2, 2)), **model(rng, 2.0, 6.0, 3.0)}
    clipped, _ = pair(submission.clip_by_global_norm(grads, 3.5))
    close(named(clipped, grads)["still"], grads["still"], what="the one array of zeros")


@check(points=1.5, hint="First one norm over all the arrays, then one factor for every one of them.")
def test_one_factor_for_all_arrays(submission, rng):
    """clip_by_global_norm shortens all arrays by one factor, together to max_norm."""
    grads = model(rng, 2.0, 6.0, 3.0)  # together 7
    clipped, _ = pair(submission.clip_by_global_norm(grads, 3.5))
    picture = lengths(grads, named(clipped, grads))
    if picture is not None:
        attach(picture)
    close(clipped, scaled(grads, 0.5), what="the clipped gradients")

    grads = model(rng, 2.0, 6.0, 5.0, 4.0)  # together 9, which is more than each limit; none has it alone
    for limit in (8, 8.999):
        clipped, _ = pair(submission.clip_by_global_norm(grads, limit))
        close(named(clipped, grads), scaled(grads, limit / 9), what="the clipped gradients")

    grads = {"only": of_norm(rng, (3, 2), 0.6)}  # so small that 1e-6 added to it shows
    clipped, _ = pair(submission.clip_by_global_norm(grads, 0.25))
    close(named(clipped, grads), scaled(grads, 0.25 / 0.6), what="the clipped gradients")


@check(points=1, hint="Keep the norm you compared with max_norm; clipping must not change what you return.")
def test_the_norm_returned_is_the_one_before_clipping(submission, rng):
    """clip_by_global_norm returns the norm before clipping, clipped or not."""
    for norms, total in (((2.0, 6.0, 3.0), 7.0), ((2.0, 6.0, 5.0, 4.0), 9.0), ((0.25,), 0.25)):
        for max_norm in (0.1, 8.0, 50.0):
            unit = rng.uniform(0.9, 1.1)  # so that no norm is a round number, exact in float32 too
            grads = scaled(model(rng, *norms), unit)
            _, norm = pair(submission.clip_by_global_norm(grads, max_norm))
            close(norm, total * unit, rtol=NORM_RTOL, atol=0.0, what="the norm")


@check(points=1, hint="Add nothing to the norm, and compare it with nothing but max_norm.")
def test_gradients_of_any_size(submission, rng):
    """Gradients from 1e-100 to 1e100 in size are clipped exactly."""
    # From mild to extreme. atol 0: beside 1e-12 a tiny gradient would be nothing.
    for size in (1e-6, 1e-20, 1e-50, 1e-100, 1e50, 1e99):
        g = of_norm(rng, (2, 3), 5 * size)
        clipped = submission.clip_by_norm(g, 2 * size)
        close(clipped, g * 0.4, atol=0.0, what=f"the gradient cut from norm {5 * size:g} to {2 * size:g}")

        grads = model(rng, 2 * size, 6 * size, 3 * size)
        clipped, norm = pair(submission.clip_by_global_norm(grads, 3.5 * size))
        close(norm, 7 * size, rtol=NORM_RTOL, atol=0.0, what="the norm")
        close(named(clipped, grads), scaled(grads, 0.5), atol=0.0, what="the clipped gradients")

    huge, tiny = model(rng, 2e99, 6e99, 3e99), model(rng, 2e-99, 6e-99, 3e-99)
    for max_norm in (1.0, 1e-100):
        clipped = submission.clip_by_norm(huge["W1"], max_norm)
        expected = huge["W1"] * (max_norm / 2e99)
        close(clipped, expected, atol=0.0, what=f"the huge gradient cut to {max_norm:g}")
        clipped, _ = pair(submission.clip_by_global_norm(huge, max_norm))
        expected = scaled(huge, max_norm / 7e99)
        close(named(clipped, huge), expected, atol=0.0, what="the clipped gradients")
    same = submission.clip_by_norm(tiny["W1"], 1e100)
    close(same, tiny["W1"], atol=0.0, what="the tiny gradient that may be huge")

    mixed = {"tiny": tiny["W1"], "one": of_norm(rng, 4, 1.0), "huge": huge["W1"]}
    clipped, norm = pair(submission.clip_by_global_norm(mixed, 1e99))
    close(norm, 2e99, rtol=NORM_RTOL, atol=0.0, what="the norm of tiny and huge arrays together")
    close(named(clipped, mixed), scaled(mixed, 0.5), atol=0.0, what="the clipped gradients")


@check(points=0.5, hint="Look at max_norm before you look at the gradient.")
def test_max_norm_must_be_above_zero(submission, rng):
    """A max_norm of 0 or less raises a ValueError that names it, for zeros too."""
    g = of_norm(rng, (2, 3), 2.0)
    for max_norm in (-2.5, 0.0, -0.5):
        for gradient in (g, np.zeros((2, 3))):
            with raises(ValueError, mentions=(max_norm,)):
                submission.clip_by_norm(gradient, max_norm)
            with raises(ValueError, mentions=(max_norm,)):
                submission.clip_by_global_norm({"W": gradient, "b": np.zeros(3)}, max_norm)
