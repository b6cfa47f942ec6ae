"""Checks of a broken toy exercise."""

from grader.checks import check, close


@check(points=5, needs="test_later")
def test_doubles(submission):
    """Every number is doubled."""
    close(submission.double(2), 4)


@check(points=5)
def test_later(submission):
    """Zero stays zero."""
    close(submission.double(0), 0)
