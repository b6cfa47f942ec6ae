"""Checks of a broken toy exercise."""

from grader.checks import check, close


@check(points=11)
def test_doubles(submission):
    """Every number is doubled."""
    close(submission.double(2), 4)
