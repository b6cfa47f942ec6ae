"""What all tests share: the toy course, code of ours behind a proxy, plain workers, golden files."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from grader.course import Course
from grader.grading import grade_in
from grader.judge.direct import Direct
from grader.judge.lane import in_lane
from grader.models import Limits, Report, Submission
from grader.sandbox.proxy import Remote
from grader.sandbox.workers import ProcessSpawner

HERE = Path(__file__).parent

# 150 examples a property keep the suite near a minute; BACKGRADE_FUZZ=20000 is for a night.
hypothesis.settings.register_profile(
    "suite", max_examples=int(os.environ.get("BACKGRADE_FUZZ", "150")), deadline=None, database=None
)
hypothesis.settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden", action="store_true", help="Write what is seen into the golden files."
    )


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps what the course remembers out of the user's cache folder, in our children too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def toy() -> Course:
    """The course in `tests/toy_course`."""
    return Course(HERE / "toy_course")


@pytest.fixture
def spawner() -> Iterator[ProcessSpawner]:
    """Starts workers of the tier every system has."""
    spawner = ProcessSpawner(Limits())
    yield spawner
    spawner.close()


GradeToy = Callable[..., Report]


@pytest.fixture
def grade_toy(toy: Course, request: pytest.FixtureRequest) -> GradeToy:
    """Grades the source of a submission to a toy exercise: in a worker, or `direct` where that is enough."""

    def grade(
        source: str | bytes, exercise: str = "1", limits: Limits | None = None, direct: bool = False
    ) -> Report:
        room = toy.exercise(exercise)
        if limits is not None:
            room = dataclasses.replace(room, file=dataclasses.replace(room.file, limits=limits))
        text = source.encode() if isinstance(source, str) else source
        submission = Submission(room.stub.name, text)
        spawner = None if direct else request.getfixturevalue("spawner")
        return in_lane(room, lambda lane: grade_in(lane, submission, 7, spawner)).report

    return grade


@pytest.fixture
def direct() -> Iterator[Callable[[str], Remote]]:
    """Loads a source without a sandbox, as our own code is, and begins a check: its module's proxy."""
    opened: list[Direct] = []

    def load(source: str) -> Remote:
        host = Direct(Submission("mine.py", source.encode()), "mine", Limits())
        opened.append(host)
        host.load()
        host.begin(0)
        return host.proxy

    yield load
    for host in opened:
        host.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with a file of `tests/golden`, which `--rewrite-golden` writes anew."""

    def compare(name: str, text: str) -> None:
        file = HERE / "golden" / name
        if request.config.getoption("--rewrite-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), f"{file} is not there; run pytest --rewrite-golden and read what it wrote"
        assert text == file.read_text(encoding="utf-8")

    return compare
