"""Checks of a broken toy exercise."""

from grader.checks import check, close


@check(points=10)
def test_doubles(submission):
    """Every number is doubled."""
    close(submission.double(2), 4)
