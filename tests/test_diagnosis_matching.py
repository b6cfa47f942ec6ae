"""When two runs of a check show the same behaviour: the same calls, answered alike but for rounding."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.checks.marking import CheckMark
from grader.diagnosis.matching import (
    ATOL,
    RTOL,
    agree,
    alike,
    first_difference,
    same_answer,
    same_event,
    same_question,
)
from grader.judge.transcript import CheckRun, Ours
from grader.models import Measurement, Outcome
from grader.sandbox.conversation import Event
from grader.sandbox.failure import Ended
from grader.wire import Handle, RemoteError


def asked(name: str = "step", *args: Any, **more: Any) -> Event:
    """A call of `name`; `more` sets what came of it."""
    return Event("call", 0, name, args, {}, **more)


def run(*events: Event, outcome: Outcome = Outcome.FAILED, random: bool = False) -> CheckRun:
    made = CheckRun(CheckMark("test_x", "X.", 1, "", False, ()), outcome=outcome, random=random)
    made.events = list(events)
    return made


def measured(*values: tuple[str, float | str, float], outcome: Outcome = Outcome.FAILED) -> CheckRun:
    """A run that drew random numbers, with (what, value, sigma) for each measurement."""
    made = run(outcome=outcome, random=True)
    made.notes.measurements = [Measurement(what=w, value=v, sigma=s) for w, v, s in values]
    return made


X = np.array([[1.0, -2.0], [3.0, 0.0]])
NAN = np.array([1.0, np.nan])

SAME = [
    (X, X.copy()),
    (X, X * (1 + RTOL / 2)),
    (np.zeros(2), np.full(2, ATOL / 2)),
    (NAN, NAN.copy()),
    (np.array([np.inf]), np.array([np.inf])),
    (np.array([1, 2]), np.array([1.0, 2.0])),
    (np.array(["a", "b"]), np.array(["a", "b"])),
    (1.0, np.float64(1.0)),
    (1, 1.0),
    (10**400, 10**400),
    (float("nan"), float("nan")),
    (1 + 2j, 1 + 2j),
    (None, None),
    ("text", "text"),
    ([1.0, X], [1.0, X]),
    ((1.0, "a"), [1.0, "a"]),
    ({"w": X, 1: None}, {1: None, "w": X}),
    (Handle(3, "Adam", False), Handle(3, "Adam2", False)),
    (Ours("Problem"), Ours("Problem")),
    (range(3), range(3)),
]

DIFFERENT = [
    (X, X * (1 + 10 * RTOL)),
    (np.zeros(2), np.full(2, 10 * ATOL)),
    (X, X.T),
    (X, X.reshape(-1)),
    (NAN, np.array([1.0, 2.0])),
    (np.array([np.inf]), np.array([-np.inf])),
    (np.array(["a"]), np.array(["b"])),
    (np.array(["1"]), np.array([1])),
    (1.0, np.array(1.0)),
    (1.0, np.array([1.0])),
    (1.0, "1.0"),
    (10**400, 10**400 + 1),
    (10**400, 1.0),
    (2**64, 2**64 + 1),
    (0, None),
    (0, ""),
    ("a", b"a"),
    ([1.0], [1.0, 2.0]),
    ([1.0], {0: 1.0}),
    ({"w": 1.0}, {"w": 1.0, "b": 1.0}),
    ({"w": X}, {"w": X + 1}),
    (Handle(3, "Adam", False), Handle(4, "Adam", False)),
    (Handle(3, "Adam", False), None),
    (Ours("Problem"), None),
    (range(3), range(4)),
]


def short(value: object) -> str:
    return repr(value)[:40]


@pytest.mark.parametrize(("a", "b"), SAME, ids=short)
def test_values_that_differ_by_rounding_at_most_are_alike(a: object, b: object) -> None:
    assert alike(a, b)
    assert alike(b, a)


@pytest.mark.parametrize(("a", "b"), DIFFERENT, ids=short)
def test_values_that_differ_by_more_are_not(a: object, b: object) -> None:
    assert not alike(a, b)
    assert not alike(b, a)


@pytest.mark.parametrize(
    "other",
    [
        Event("get", 0, "step", (1.0,), {}),
        Event("call", 7, "step", (1.0,), {}),
        Event("call", 0, "stop", (1.0,), {}),
        Event("call", 0, "step", (2.0,), {}),
        Event("call", 0, "step", (1.0, 1.0), {}),
        Event("call", 0, "step", (1.0,), {"lr": 1.0}),
    ],
    ids=["operation", "object", "name", "argument", "number of arguments", "keyword"],
)
def test_a_question_is_its_operation_object_name_and_arguments(other: Event) -> None:
    one = asked("step", 1.0, result=5.0)

    assert same_question(one, asked("step", 1.0, result=6.0))
    assert not same_question(one, other)


def test_an_answer_is_its_value() -> None:
    assert same_answer(asked(result=X), asked(result=X.copy()))
    assert not same_answer(asked(result=X), asked(result=X + 1))
    assert not same_answer(asked(result=X), asked(result=None))


def test_of_an_exception_only_its_nearest_built_in_kind_counts() -> None:
    def raised(kind: str, name: str = "Odd", text: str = "") -> Event:
        return asked(error=RemoteError(name, (kind, "Exception"), text, 3))

    assert same_answer(raised("ValueError"), raised("ValueError", "Other", "another text"))
    assert not same_answer(raised("ValueError"), raised("TypeError"))
    assert not same_answer(raised("ValueError"), asked(result=None))


def test_of_an_end_only_its_outcome_counts() -> None:
    def ended(outcome: Outcome, text: str = "") -> Event:
        return asked(ended=Ended(outcome, text))

    assert same_answer(ended(Outcome.TIMEOUT), ended(Outcome.TIMEOUT, "after 2 s"))
    assert not same_answer(ended(Outcome.TIMEOUT), ended(Outcome.MEMORY))
    assert not same_answer(ended(Outcome.TIMEOUT), asked(result=None))


def test_to_change_an_argument_is_part_of_the_answer() -> None:
    assert not same_answer(asked(result=1.0), asked(result=1.0, changed=(1,)))
    assert same_answer(asked(result=1.0, changed=(2,)), asked(result=1.0, changed=(1,)))


def test_two_runs_part_at_the_first_event_that_differs() -> None:
    one = run(asked(result=1.0), asked(result=2.0), asked(result=3.0))
    other = run(asked(result=1.0), asked(result=2.5), asked(result=9.0))

    assert first_difference(one, other) == 1
    assert same_event(one.events[0], other.events[0])
    assert first_difference(one, one) is None


def test_a_run_that_stops_early_parts_where_it_stops() -> None:
    one, short = run(asked(result=1.0), asked(result=2.0)), run(asked(result=1.0))

    assert first_difference(one, short) == first_difference(short, one) == 1


def test_two_runs_agree_when_calls_and_outcome_do() -> None:
    one = run(asked(result=1.0))

    assert agree(one, run(asked(result=1.0 + 1e-12)))
    assert not agree(one, run(asked(result=1.1)))
    assert not agree(one, run(asked(result=1.0), outcome=Outcome.PASSED))


def test_runs_that_drew_are_compared_by_what_was_measured_not_by_their_calls() -> None:
    one, other = measured(("share", 0.30, 0.01)), measured(("share", 0.31, 0.01))
    one.events, other.events = [asked(result=1.0)], [asked(result=2.0)]

    assert agree(one, other)


@pytest.mark.parametrize(("apart", "same"), [(0.05, True), (0.08, True), (0.09, False)])
def test_six_deviations_of_the_difference_tell_two_measurements_apart(apart: float, same: bool) -> None:
    one, other = measured(("share", 0.3, 0.01)), measured(("share", 0.3 + apart, 0.01))

    assert agree(one, other) is same  # 6 sqrt(2) 0.01 = 0.085


def test_what_is_measured_without_chance_must_be_equal() -> None:
    one = measured(("factor", 2.0, 0.0))

    assert agree(one, measured(("factor", 2.0 + 1e-10, 0.0)))
    assert not agree(one, measured(("factor", 2.0 + 1e-8, 0.0)))


def test_a_measurement_that_is_no_number_must_be_the_same() -> None:
    one = measured(("factor", "nan", 0.0))

    assert agree(one, measured(("factor", "nan", 0.0)))
    assert not agree(one, measured(("factor", "inf", 0.0)))
    assert not agree(one, measured(("factor", 1.0, 0.0)))


def test_runs_that_drew_and_measured_nothing_or_something_else_never_agree() -> None:
    share = ("share", 0.3, 0.01)

    assert not agree(measured(), measured())
    assert not agree(measured(share), measured(("factor", 0.3, 0.01)))
    assert not agree(measured(share), measured(share, share))
    assert not agree(measured(share), measured(share, outcome=Outcome.PASSED))
