"""The authors' way to run an exercise's checks: plain pytest, on a file of their own, without isolation.

    python -m pytest -p grader.judge.plugin --import-mode=importlib --submission FILE [--seed N] \
        exercises/15_adam/checks.py

The checks draw the same numbers and meet the same proxy as in a grading with that seed, and pytest reports
them in its own words. What makes a verdict of them (`needs`, points, the automatic check) is the lane's.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grader.errors import UsageError
from grader.judge import seeding
from grader.judge.direct import Direct
from grader.models import Limits, Submission
from grader.sandbox.proxy import Remote
from grader.workspace import read_submission

_SUBMISSION = pytest.StashKey[Submission]()
_HOSTS = pytest.StashKey[dict[str, Direct]]()  # by exercise: one run may name the checks of several


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--submission` and `--seed`."""
    group = parser.getgroup("backgrade", "checks of an exercise")
    group.addoption("--submission", metavar="FILE", help="The file to check; it runs in this process.")
    group.addoption(
        "--seed", metavar="N", type=int, default=0, help="What the checks' numbers come from (0)."
    )


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Reads the submission, before pytest prints anything."""
    given: str | None = session.config.getoption("submission")
    if given is None:
        raise pytest.UsageError("Name the file to check with `--submission FILE`.")
    try:
        session.config.stash[_SUBMISSION] = read_submission(Path(given), given)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None
    session.config.stash[_HOSTS] = {}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Frees the submission's modules."""
    for host in session.config.stash[_HOSTS].values():
        host.close()


@pytest.fixture
def submission(request: pytest.FixtureRequest) -> Remote:
    """The submission's module, loaded once for each exercise and told that a check begins."""
    stash, exercise = request.config.stash, _exercise(request)
    host = stash[_HOSTS].get(exercise)
    if host is None:
        host = Direct(stash[_SUBMISSION], exercise.partition("_")[2], Limits())
        host.load()
        stash[_HOSTS][exercise] = host
    host.begin(seeding.global_seed(_seed(request), exercise, request.node.name))
    return host.proxy


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """This check's own random generator."""
    return seeding.generator(_seed(request), _exercise(request), request.node.name)


def _exercise(request: pytest.FixtureRequest) -> str:
    return request.path.parent.name


def _seed(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("seed"))
