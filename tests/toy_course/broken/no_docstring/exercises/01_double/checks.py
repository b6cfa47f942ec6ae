"""Checks of a broken toy exercise."""

from grader.checks import check, close


@check(points=10)
def test_doubles(submission):
    close(submission.double(2), 4)
