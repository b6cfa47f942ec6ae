"""Checks of a broken toy exercise."""

import pytest

from grader.checks import check, close


@pytest.mark.parametrize("x", [1, 2])
@check(points=10)
def test_doubles(submission, x):
    """Every number is doubled."""
    close(submission.double(x), 2 * x)
