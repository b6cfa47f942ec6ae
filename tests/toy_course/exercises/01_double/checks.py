"""Checks of the toy exercise: enough to meet every verdict."""

import numpy as np

from grader.checks import away_from_zero, check, close


@check(points=4)
def test_doubles(submission, rng):
    """Every number is doubled."""
    x = away_from_zero(rng, (2, 3))

    close(submission.double(x), 2 * x, what="double(x)")


@check(points=2, needs="test_doubles")
def test_doubles_twice(submission, rng):
    """Doubling twice gives four times as much."""
    x = away_from_zero(rng, 4)

    close(submission.double(submission.double(x)), 4 * x, what="double(double(x))")


@check(points=3)
def test_counts(submission):
    """A counter adds up what it is given."""
    counter = submission.Counter(start=2)

    close(counter.add(3), 5, what="add(3)")
    close(counter.add(4), 9, what="add(4)")
