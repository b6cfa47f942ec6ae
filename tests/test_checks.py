"""What an exercise's author calls: each passes what is right, and says in one sentence what is wrong."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

import grader.checks
from grader.checks import (
    CheckFailed,
    attach,
    away_from_zero,
    calls,
    check,
    close,
    decreases,
    fail,
    gradient_matches,
    laws,
    lend,
    measure,
    problems,
    raises,
    reaches,
    same_shape,
    stable,
    within_sigma,
)
from grader.checks.marking import MARK
from grader.checks.problems import Problem
from grader.checks.recording import Notes, notes
from grader.models import Bars, Comparison, ErrorEvidence
from grader.wire import RemoteError, Token


def failure(function: Callable[..., object], *args: Any, **kwargs: Any) -> CheckFailed:
    """The failure a call must end with."""
    with pytest.raises(CheckFailed) as raised:
        function(*args, **kwargs)
    return raised.value


def comparison(function: Callable[..., object], *args: Any, **kwargs: Any) -> Comparison:
    """The comparison such a failure shows."""
    (shown,) = failure(function, *args, **kwargs).evidence
    assert isinstance(shown, Comparison)
    return shown


@pytest.fixture
def noted() -> Iterator[Notes]:
    """The notes of a check that is running."""
    kept = Notes()
    token = notes.set(kept)
    yield kept
    notes.reset(token)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def test_every_public_name_is_there_and_documented() -> None:
    for name in grader.checks.__all__:
        assert getattr(grader.checks, name).__doc__, name


# ---------------------------------------------------------------- close: what passes


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (1.0, 1.0),
        (1, 1.0),
        (np.float32(0.5), 0.5),
        (np.array(2.0), 2),
        (np.int64(3), np.float64(3)),
        (1.0 + 1e-10, 1.0),
        (1e-13, 0.0),
        (1e300 * (1 + 1e-10), 1e300),
        (np.ones((2, 3)), np.ones((2, 3))),
        (np.ones(2, "f4"), np.ones(2)),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.array([True, False]), np.array([1, 0])),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (np.array([np.inf, -np.inf]), np.array([np.inf, -np.inf])),
        (1 + 2j, 1 + 2j),
        (np.uint8(3), 3),
        (2**62, 2**62),
        ({"w": np.ones(2), "b": 0.0}, {"b": 0, "w": np.ones(2)}),
        ([1.0, (2.0, [3.0])], (1.0, [2.0, (3.0,)])),
        ("text", "text"),
        (None, None),
        (True, True),
        (np.bool_(True), True),
        ({}, {}),
        ([], ()),
        (np.str_("a"), "a"),
        (b"a", b"a"),
    ],
)
def test_close_passes_what_is_equal_within_the_tolerance(got: object, expected: object) -> None:
    close(got, expected)


def test_close_allows_what_it_is_told_to() -> None:
    close(1.05, 1.0, rtol=0.1)
    close(0.05, 0.0, atol=0.1)
    close({"w": [1.05]}, {"w": [1.0]}, rtol=0.1)


# ---------------------------------------------------------------- close: what fails, and how it is told


@pytest.mark.parametrize(
    ("got", "expected", "sentence"),
    [
        (None, 1.0, "The result should be a number, not `None` (is a `return` missing?)."),
        (None, np.ones(2), "The result should be an array of numbers, not `None` (is a `return` missing?)."),
        ([1.0], np.ones(1), "The result should be an array of numbers, not a list."),
        ("1", 1.0, "The result should be a number, not a str."),
        (np.array(["1"]), np.ones(1), "The result should be an array of numbers, not an array of texts."),
        (np.ones(1), 1.0, "The result should have a single number, it has shape (1,)."),
        (1.0, np.ones(1), "The result should have shape (1,), it has a single number."),
        (np.float64(1), np.ones((1, 1)), "The result should have shape (1, 1), it has a single number."),
        (np.ones((3, 2)), np.ones((2, 3)), "The result should have shape (2, 3), it has shape (3, 2)."),
        (np.array([1, math.nan]), np.ones(2), "The result is not a finite number at [1]."),
        (math.inf, 1.0, "The result is not a finite number."),
        (-math.inf, math.inf, "The result is not a finite number."),
        (math.nan, math.nan, "The result is not a finite number."),
        (1.0, math.inf, "The result is not what it should be."),
        (1.0, -math.inf, "The result is not what it should be."),
        (1.0, math.nan, "The result is not what it should be."),
        (1.0 + 1e-8, 1.0, "The result is not what it should be."),
        (np.arange(4), np.array([0, 1, 5, 5]), "The result: 2 of 4 values differ, the first at [2]."),
        (10**400, 1.0, "The result is not a finite number."),
        (1j, 1.0, "The result should be real, not complex."),
        (1.0, 1j, "The result is not what it should be."),
        (1, True, "The result is not what it should be."),
        (True, "yes", "The result is not what it should be."),
        (0, None, "The result is not what it should be."),
        ("a", "b", "The result is not what it should be."),
        (np.ones(1), "b", "The result is not what it should be."),
        ([1], {"a": 1}, "The result should be a dict, not a list."),
        ({"a": 1}, {"a": 1, "b": 2}, "The result should have the keys 'a', 'b' and no other."),
        ({}, {"a": 1}, "The result should have the keys 'a' and no other."),
        ({"a": 1.0}, {"a": 2.0}, "The result['a'] is not what it should be."),
        (np.ones(2), [1.0, 1.0], "The result should be a list or a tuple, not an array of dtype float64."),
        ([1.0], [1.0, 2.0], "The result should have 2 entries, it has 1."),
        ([1.0, [2.0, 3.0]], [1.0, [2.0, 4.0]], "The result[1][1] is not what it should be."),
    ],
)  # fmt: skip
def test_close_says_in_one_sentence_what_is_wrong(got: object, expected: object, sentence: str) -> None:
    told = failure(close, got, expected)

    assert told.message == sentence
    assert len(told.message) <= 100
    assert len(told.evidence) == 1


def test_close_tells_type_before_shape_before_finiteness_before_values() -> None:
    expected = np.ones((2, 2))

    assert comparison(close, ["x"], expected).problem == "type"
    assert comparison(close, np.full(3, np.nan), expected).problem == "shape"
    assert comparison(close, np.array([[5, 1], [1, np.nan]]), expected).problem == "finite"
    assert comparison(close, np.array([[5, 1], [1, 1]]), expected).problem == "values"


def test_the_evidence_counts_places_and_sizes() -> None:
    got = np.array([[1.0, 2.0, 3.0], [4.0, 5.5, -6.0]])

    shown = comparison(close, got, np.arange(1.0, 7.0).reshape(2, 3), what="the weights")

    assert (shown.what, shown.shape, shown.size, shown.n_differing) == ("the weights", (2, 3), 6, 2)
    assert (shown.first_index, shown.max_abs, shown.max_rel) == ((1, 1), 12.0, 2.0)
    assert shown.tolerance == "relative 1e-09, absolute 1e-12"
    assert shown.expected is not None
    assert shown.expected.values == (4.0, 5.0, 6.0)
    assert shown.got is not None
    assert shown.got.values == (4.0, 5.5, -6.0)


def test_what_is_compared_is_named_as_the_author_names_it() -> None:
    assert failure(close, 1, 2, what="double(x)").message == "`double(x)` is not what it should be."
    assert failure(close, {"w": 1}, {"w": 2}, what="the weights").message.startswith("The weights['w'] is")


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.array([-(2**63)]), np.array([0])),
        (np.int64(-(2**63)), 0),
        (np.array([3], "u1"), np.array([5], "u1")),
        (np.array([0], "u8"), np.array([1], "u8")),
        (np.array([127], "i1"), np.array([-128], "i1")),
    ],
)
def test_integers_that_differ_never_wrap_round_to_a_match(got: Any, expected: Any) -> None:
    shown = comparison(close, got, expected)

    assert shown.max_abs == abs(float(np.ravel(got)[0]) - float(np.ravel(expected)[0]))


@pytest.mark.parametrize(("got", "expected"), [(1e200, 1e-200), (np.longdouble("1e4000"), 1.0)])
def test_an_error_beyond_all_numbers_is_left_out(got: object, expected: float) -> None:
    shown = comparison(close, got, expected)

    assert shown.max_rel is None
    assert shown.max_abs in (None, 1e200)


SHAPES = nps.array_shapes(min_dims=0, min_side=0, max_side=3)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text()
    | st.binary() | nps.arrays(nps.scalar_dtypes() | nps.unicode_string_dtypes(), SHAPES)
    | nps.arrays(nps.scalar_dtypes(), 1).map(lambda array: array[0])
    | st.sampled_from([10**400, -(10**400), range(3), {1, 2}, slice(2), ..., object()]),
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple)
    | st.dictionaries(st.text(max_size=2) | st.integers(0, 3), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
NUMBERS = (
    st.floats(allow_nan=False) | st.integers(-(10**9), 10**9) | st.booleans() | st.none() | st.text()
    | nps.arrays(nps.floating_dtypes() | nps.integer_dtypes(), SHAPES)
)  # fmt: skip


@given(ANY, st.recursive(NUMBERS, lambda inner: st.lists(inner, max_size=2), max_leaves=3))
def test_close_passes_or_fails_whatever_it_is_given(got: object, expected: object) -> None:
    with contextlib.suppress(CheckFailed):
        close(got, expected)


@given(nps.arrays("f8", (2, 3), elements=st.floats(allow_nan=False)))
def test_close_passes_every_array_against_itself(array: Any) -> None:
    close(array.copy(), array)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # a lane ignores them while a check computes
@given(ANY)
def test_what_needs_numbers_fails_on_whatever_else_it_is_given(got: Any) -> None:
    random = np.random.default_rng(0)
    x = np.ones(2)
    uses: list[Callable[[], object]] = [
        lambda: same_shape(got, (2, 2)),
        lambda: within_sigma(got, laws.count(10**6, 0.5)),
        lambda: decreases(got, to=-1e999),
        lambda: decreases([got, got], to=-1e999),
        lambda: reaches(problems.valley(), got, within=1e-99),
        lambda: gradient_matches(lambda _: got, x, x + 1e9, random),
        lambda: gradient_matches(lambda at: float(at.sum()), x, got, random, rtol=-1),
        lambda: gradient_matches(lambda at: at, x, lambda _: got, random, rtol=-1),
    ]

    for use in uses:
        try:
            use()
        except CheckFailed:
            continue
        assert np.shape(got) == (2, 2)  # the first alone is content with any array of its shape


# ---------------------------------------------------------------- same_shape


def test_same_shape_compares_shapes_and_nothing_else() -> None:
    same_shape(np.full((2, 3), np.nan), (2, 3))
    same_shape(np.zeros(4), np.ones(4))
    same_shape(3.0, ())
    same_shape(3.0, 5.0)

    assert (
        failure(same_shape, np.ones(3), (3, 1)).message
        == "The result should have shape (3, 1), it has shape (3,)."
    )
    assert (
        failure(same_shape, 3.0, (1,), what="p").message
        == "`p` should have shape (1,), it has a single number."
    )
    assert failure(same_shape, [3.0], (1,)).message == "The result should be an array of numbers, not a list."


# ---------------------------------------------------------------- chance


def test_draws_that_follow_their_law_pass(rng: np.random.Generator, noted: Notes) -> None:
    within_sigma(rng.normal(2.0, 3.0, 20_000), laws.normal(2.0, 3.0))
    within_sigma(rng.uniform(-1.0, 4.0, (100, 200)), laws.uniform(-1.0, 4.0))
    within_sigma(int(rng.binomial(10_000, 0.3)), laws.count(10_000, 0.3), what="kept units")

    assert [each.what for each in noted.measurements] == [
        "the mean of the draws", "the standard deviation of the draws",
        "the mean of the draws", "the standard deviation of the draws", "the share of kept units",
    ]  # fmt: skip
    assert all(each.sigma > 0 for each in noted.measurements)


@pytest.mark.parametrize(
    ("draws", "law", "told"),
    [
        (lambda rng: rng.normal(0.1, 1.0, 20_000), laws.normal(), "The mean of the draws is"),
        (lambda rng: rng.normal(0.0, 1.05, 20_000), laws.normal(), "The standard deviation of"),
        (lambda rng: rng.normal(0.0, 0.95, 20_000), laws.normal(), "The standard deviation of"),
        (lambda _: np.full(20_000, 0.5), laws.uniform(0, 1), "The standard deviation of"),
        (lambda rng: rng.normal(0, 1, 20_000) * np.nan, laws.normal(), "The mean of the draws is nan"),
        (lambda _: 3300, laws.count(10_000, 0.3), "The share of the draws is 0.33; it should be 0.3 ± 0.027"),
        (lambda _: math.nan, laws.count(10_000, 0.3), "The share of the draws is nan"),
        (lambda _: None, laws.normal(), "The draws should be an array of numbers, not `None`"),
        (lambda _: np.ones(20_000) * 1j, laws.normal(), "The draws should be real, not complex."),
        (lambda _: np.ones(3), laws.count(10_000, 0.3), "should have a single number, it has shape (3,)."),
    ],
)  # fmt: skip
def test_draws_that_do_not_follow_their_law_fail(
    rng: np.random.Generator, draws: Callable[[np.random.Generator], object], law: Any, told: str
) -> None:
    message = failure(within_sigma, draws(rng), law).message

    assert told in message
    assert len(message) <= 100


def test_six_sigma_is_where_the_band_ends() -> None:
    law = laws.count(10_000, 0.5)  # one sigma is 50

    within_sigma(5000 + 299, law)
    within_sigma(5000 - 299, law)
    failure(within_sigma, 5000 + 301, law)
    failure(within_sigma, 5000 - 301, law)


def test_small_samples_are_the_authors_error() -> None:
    with pytest.raises(ValueError, match="a sample of 9999 is too small, it must have at least 10000"):
        within_sigma(np.zeros(9999), laws.normal())
    with pytest.raises(ValueError, match=r"n p \(1 - p\) is 990, it must be at least 1000"):
        within_sigma(100, laws.count(100_000, 0.01))


@pytest.mark.parametrize(
    ("law", "draw"),
    [
        (laws.normal(1.0, 2.0), lambda rng, n: rng.normal(1.0, 2.0, n)),
        (laws.uniform(-2.0, 5.0), lambda rng, n: rng.uniform(-2.0, 5.0, n)),
    ],
)
def test_the_laws_are_those_of_numpy(
    rng: np.random.Generator, law: laws.Law, draw: Callable[[np.random.Generator, int], Any]
) -> None:
    x = draw(rng, 1_000_000)
    centred = x - x.mean()

    # Sampling errors of a million draws: 0.004 in the mean, 0.003 in the spread, 0.01 in the kurtosis.
    assert x.mean() == pytest.approx(law.mean, abs=0.02)
    assert x.std() == pytest.approx(law.std, abs=0.02)
    assert (centred**4).mean() / x.var() ** 2 == pytest.approx(law.kurtosis, abs=0.05)


# ---------------------------------------------------------------- gradients


def quartic(x: Any) -> float:
    return float((x**4).sum() + 3 * x.prod())


def quartic_gradient(x: Any) -> Any:
    return 4 * x**3 + 3 * x.prod() / x


def softmax(x: Any) -> Any:
    e = np.exp(x - x.max())
    return e / e.sum()


def test_the_gradient_of_a_scalar_function_is_recognized(rng: np.random.Generator, noted: Notes) -> None:
    x = away_from_zero(rng, (2, 2))

    gradient_matches(quartic, x, quartic_gradient(x), rng)

    assert noted.measurements[0].what == "relative error of the gradient"
    assert float(noted.measurements[0].value) < 1e-8


@pytest.mark.parametrize(
    "wrong",
    [lambda g: -g, lambda g: 2 * g, lambda g: g * (1 + 1e-5), lambda g: g.T, lambda g: g + 1e-3,
     np.zeros_like, lambda g: g / g.size, lambda g: np.where(g == g.max(), 0, g)],
)  # fmt: skip
def test_a_wrong_gradient_is_caught(rng: np.random.Generator, wrong: Callable[[Any], Any]) -> None:
    x = away_from_zero(rng, (2, 2))

    told = failure(gradient_matches, quartic, x, wrong(quartic_gradient(x)), rng, what="dL/dx")

    assert "is not the slope of the function: relative error" in told.message
    assert len(told.message) <= 120


def test_a_gradient_with_nan_or_of_another_shape_is_caught(rng: np.random.Generator) -> None:
    x = away_from_zero(rng, (2, 2))

    assert "relative error nan" in failure(gradient_matches, quartic, x, x * np.nan, rng).message
    assert "should have shape (2, 2)" in failure(gradient_matches, quartic, x, np.ones(4), rng).message
    assert "not `None`" in failure(gradient_matches, quartic, x, None, rng).message


def test_a_backward_pass_is_asked_with_an_upstream_gradient_that_hides_nothing(
    rng: np.random.Generator,
) -> None:
    x = away_from_zero(rng, 5)
    p = softmax(x)

    gradient_matches(softmax, x, lambda up: p * (up - (up * p).sum()), rng)

    failure(gradient_matches, softmax, x, lambda up: p * up * 0, rng)  # right for an upstream of ones


# ---------------------------------------------------------------- problems


PROBLEMS: list[Callable[[], Problem]] = [
    problems.valley, problems.rosenbrock, problems.saddle, problems.plateau, problems.logistic_regression
]  # fmt: skip


@pytest.mark.parametrize("make", PROBLEMS)
def test_a_problems_gradient_is_the_slope_of_its_value(
    make: Callable[[], Problem], rng: np.random.Generator
) -> None:
    problem = make()

    for point in (problem.start, problem.minimiser + 0.3, rng.normal(size=2)):
        gradient_matches(problem.value, point, problem.slope(point), rng)


@pytest.mark.parametrize("make", PROBLEMS)
def test_a_problems_minimiser_has_no_slope_and_is_lower_than_all_around(
    make: Callable[[], Problem], rng: np.random.Generator
) -> None:
    problem = make()
    lowest = problem.value(problem.minimiser)

    assert np.abs(problem.slope(problem.minimiser)).max() < 1e-12
    assert problem.value(problem.start) > lowest
    for _ in range(50):
        assert problem.value(problem.minimiser + rng.normal(size=2) * 0.1) >= lowest


@pytest.mark.parametrize("make", PROBLEMS)
def test_a_problem_is_no_steeper_than_it_says(make: Callable[[], Problem]) -> None:
    problem, h = make(), 1e-5
    steps = h * np.eye(2)
    hessian = np.array([
        (problem.slope(problem.start + e) - problem.slope(problem.start - e)) / (2 * h) for e in steps
    ])  # fmt: skip

    assert np.abs(np.linalg.eigvalsh((hessian + hessian.T) / 2)).max() <= 50.1


def test_a_problem_keeps_the_points_it_was_asked_at() -> None:
    problem, point = problems.valley(), np.array([1.0, 2.0])

    slope = problem.gradient(point)
    point[:] = 9

    assert slope.tolist() == [1.0, 100.0]
    assert [seen.tolist() for seen in problem.seen] == [[1.0, 2.0]]


def test_distance_is_a_share_of_the_way_from_the_start() -> None:
    problem = problems.saddle()

    assert problem.distance(problem.start) == 1
    assert problem.distance(problem.minimiser) == 0
    assert problem.distance((problem.start + problem.minimiser) / 2) == pytest.approx(0.5)


def test_problems_end_to_end_are_the_problems_in_one_vector() -> None:
    valley, plateau = problems.valley(), problems.plateau()
    both = problems.end_to_end(valley, plateau)

    assert both.start.tolist() == [2.0, 1.0, 2.0, 2.0]
    np.testing.assert_array_equal(
        both.gradient(both.start), np.concatenate([valley.slope(valley.start), plateau.slope(plateau.start)])
    )
    assert [part.tolist() for part in both.split(both.start)] == [[2.0, 1.0], [2.0, 2.0]]
    assert len(valley.seen) == len(plateau.seen) == 1


# ---------------------------------------------------------------- converging


def test_reaching_is_measured_as_a_share_of_the_way(noted: Notes) -> None:
    valley = problems.valley()

    reaches(valley, np.array([0.1, 0.0]), within=0.1)

    (left,) = noted.measurements
    assert left.what == "distance left on the valley"
    assert left.value == pytest.approx(0.1 / math.sqrt(5))


@pytest.mark.parametrize(
    ("point", "sentence"),
    [
        ([1.0, 0.5], "50.0% of the way is left; at most 10.0% may be."),
        ([9.0, 0.5], "more than the whole way is left; at most 10.0% may be."),
        ([math.nan, 0.0], "more than the whole way is left; at most 10.0% may be."),
    ],
)  # fmt: skip
def test_what_is_not_reached_is_told_as_what_is_left(point: list[float], sentence: str) -> None:
    told = failure(reaches, problems.valley(), np.array(point), within=0.1, steps=9)

    assert told.message == f"On the valley after 9 steps {sentence}"


def test_a_point_of_another_shape_is_told_as_that() -> None:
    message = failure(reaches, problems.valley(), np.zeros(3), within=0.1).message

    assert message == "The point reached on the valley should have shape (2,), it has shape (3,)."


def test_a_history_decreases_when_its_end_is_low_and_below_its_start(noted: Notes) -> None:
    decreases([3.0, 9.0, 0.5], to=0.5)
    decreases([np.float64(3.0), np.float64(0.1)], to=0.5)

    assert [each.what for each in noted.measurements] == ["the end of the loss"] * 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([3.0, 1.0], "From 3 the loss should fall to 0.5 or below; it ends at 1."),
        ([0.1, 0.2], "From 0.1 the loss should fall to 0.5 or below; it ends at 0.2."),
        ([3.0, math.nan], "From 3 the loss should fall to 0.5 or below; it ends at nan."),
        ([0.1], "From 0.1 the loss should fall to 0.5 or below; it ends at 0.1."),
        ([], "The history of the loss is empty."),
        (None, "The history of the loss should be a list of numbers, not `None` (is a `return` missing?)."),
        ([3.0, None], "The loss should be a number, not `None` (is a `return` missing?)."),
        ([[3.0, 1.0]], "The loss should be a number, not a list."),
    ],
)
def test_what_does_not_decrease_is_told_by_its_ends(values: Any, sentence: str) -> None:
    assert failure(decreases, values, to=0.5).message == sentence


# ---------------------------------------------------------------- raises


def remote(
    message: str = "", bases: tuple[str, ...] = ("ValueError", "Exception", "BaseException")
) -> RemoteError:
    return RemoteError("Mine", bases, message, 7)


def test_the_expected_exception_passes() -> None:
    with raises(ValueError):
        raise remote("whatever")
    with raises(LookupError):
        raise remote(bases=("KeyError", "LookupError", "Exception", "BaseException"))


def test_an_exception_that_was_not_raised_is_missed() -> None:
    told = failure(lambda: raises(ValueError).__exit__(None, None, None))

    assert told.message == "This call should raise ValueError; it returned instead."


def test_another_exception_is_told_by_its_nearest_built_in() -> None:
    with pytest.raises(CheckFailed) as raised, raises(KeyError):
        raise remote("0.25 is too large")

    assert raised.value.message == "This call should raise KeyError; it raised ValueError."
    assert raised.value.evidence == (
        ErrorEvidence(exception="ValueError", type_name="Mine", text="0.25 is too large", line=7),
    )


@pytest.mark.parametrize(
    ("message", "mentions"),
    [
        ("lr is -0.5", (-0.5,)),
        ("lr is -0.5", (0.5,)),
        ("expected 3, got 5", (3, 5)),
        ("shapes (2,3) and (4,)", (2, 3, 4)),
        ("1e-3 is too small", (0.001,)),
        ("got 2.50", (2.5,)),
        ("p=1.0", (1,)),
    ],
)
def test_numbers_are_found_as_tokens_of_their_own(message: str, mentions: tuple[float, ...]) -> None:
    with raises(ValueError, mentions=mentions):
        raise remote(message)


@pytest.mark.parametrize(
    ("message", "mentions"),
    [
        ("got 13", (3,)),
        ("got 3.5", (3,)),
        ("got 35", (3, 5)),
        ("nothing", (0,)),
        ("", (1,)),
        ("got 3", (3, 5)),
    ],
)
def test_a_number_that_is_missing_or_part_of_another_is_missed(
    message: str, mentions: tuple[float, ...]
) -> None:
    with (
        pytest.raises(CheckFailed, match="should name the offending value"),
        raises(ValueError, mentions=mentions),
    ):
        raise remote(message)


def test_code_that_is_not_written_yet_never_raised_what_was_expected() -> None:
    with pytest.raises(RemoteError), raises(RuntimeError):
        raise remote(bases=("NotImplementedError", "RuntimeError", "Exception", "BaseException"))


def test_an_error_of_our_own_is_not_the_one_expected() -> None:
    with pytest.raises(ValueError, match="ours"), raises(ValueError):
        raise ValueError("ours")


# ---------------------------------------------------------------- the rest


def test_a_spy_keeps_copies() -> None:
    spy = calls(lambda x, **_: x)
    x = np.zeros(2)

    spy(x, grads={"w": [x]})
    x[:] = 9

    assert spy.count == 1
    assert spy.args[0][0].tolist() == [0, 0]
    assert spy.kwargs[0]["grads"]["w"][0].tolist() == [0, 0]


def test_lending_names_methods_that_must_be_there() -> None:
    problem = problems.valley()

    token = lend(problem, "gradient")
    assert (token.target, token.methods) == (problem, ("gradient",))
    assert lend(len).methods == ("",)
    assert isinstance(token, Token)
    with pytest.raises(ValueError, match="Problem has no method step, start to lend"):
        lend(problem, "step", "start")


def test_stable_is_asked_of_the_proxy() -> None:
    class Proxy:
        def __stable__(self) -> str:
            return "strict"

    assert stable(Proxy()) == "strict"


def test_probes_stay_away_from_zero_and_have_both_signs() -> None:
    for seed in range(200):
        x = away_from_zero(np.random.default_rng(seed), 2)
        assert sorted(np.sign(x).tolist()) == [-1, 1]
        y = away_from_zero(np.random.default_rng(seed), (3, 4), low=1.0, high=1.5)
        assert y.shape == (3, 4)
        assert np.all((np.abs(y) >= 1.0) & (np.abs(y) <= 1.5))
        assert {-1, 1} == set(np.sign(y).ravel().tolist())
    assert away_from_zero(np.random.default_rng(0), ()).shape == ()


def test_a_check_carries_what_it_was_told() -> None:
    @check(points=2, hint="Look at t.", public=True, needs="test_first")
    def test_something(submission: object) -> None:
        """The first paragraph.

        Not this one.
        """

    mark = getattr(test_something, MARK)
    assert (mark.name, mark.title, mark.points, mark.hint, mark.public, mark.needs) == (
        "test_something", "The first paragraph.", 2, "Look at t.", True, ("test_first",)
    )  # fmt: skip


def test_a_check_without_a_docstring_or_points_is_refused() -> None:
    def silent() -> None: ...

    def worthless() -> None:
        """It is worth nothing."""

    with pytest.raises(ValueError, match="`silent` needs a docstring"):
        check(points=1)(silent)
    for points in (0, -1, math.nan):
        with pytest.raises(ValueError, match="`worthless` must be worth more than"):
            check(points=points)(worthless)


def test_fail_fails_with_one_sentence() -> None:
    assert failure(fail, "The order is wrong.").message == "The order is wrong."


def test_notes_are_kept_for_a_running_check_only(noted: Notes) -> None:
    bars = Bars(title="t", y_label="y", names=("a",), values=(1.0,))

    attach(bars)
    assert measure("rate", np.float64(0.5), sigma=0.1) == 0.5
    assert math.isnan(measure("odd", math.nan))

    assert noted.charts == [bars]
    assert [(each.what, each.value, each.sigma) for each in noted.measurements] == [
        ("rate", 0.5, 0.1), ("odd", "nan", 0.0)
    ]  # fmt: skip
    token = notes.set(None)
    attach(bars)
    measure("rate", 1)
    notes.reset(token)
    assert len(noted.charts) == 1
