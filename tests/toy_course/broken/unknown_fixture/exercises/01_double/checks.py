"""Checks of a broken toy exercise."""

from grader.checks import check, close


@check(points=10)
def test_doubles(submission, random):
    """Every number is doubled."""
    close(submission.double(random), 2 * random)
