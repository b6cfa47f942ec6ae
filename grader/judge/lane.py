"""An exercise's checks, collected once, run on one submission after another.

pytest owns the loop: `in_lane` starts a session and calls its body from inside it, which is the one
place where items can be run again and again with public hooks alone.
"""

from __future__ import annotations

import inspect
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

from grader.checks.marking import MARK, CheckMark
from grader.checks.recording import notes
from grader.errors import CourseError
from grader.judge import seeding
from grader.judge.calls import call_evidence
from grader.judge.transcript import CheckRun, Transcript
from grader.judge.verdict import of, settle
from grader.models import MAX_POINTS, Exercise, Outcome
from grader.sandbox.failure import Ended
from grader.sandbox.host import Host
from grader.wire import RemoteError

T = TypeVar("T")

FIXTURES = ("submission", "rng")  # what a check may ask for
AUTOMATIC = "leaves_its_arguments_alone"
_UNUSED = (
    "terminal cacheprovider capture logging warnings unittest doctest junitxml pastebin stepwise setuponly "
    "setupplan faulthandler unraisableexception threadexception debugging recwarn monkeypatch tmpdir "
    "legacypath subtests"
).split()  # plugins whose work a lane does not use: each costs time for every check


def in_lane(exercise: Exercise, body: Callable[[Lane], T]) -> T:
    """Collects the checks of `exercise` and returns what `body` makes of the lane.

    CourseError when the checks cannot be collected.
    """
    session = _Session(exercise, body)
    arguments = ["-c", os.devnull, "--noconftest", "--import-mode=importlib", "--assert=plain"]
    arguments += [f"--rootdir={exercise.folder.parent.parent}"]
    for name in _UNUSED:
        arguments += ["-p", f"no:{name}"]
    with _undisturbed(), notes_kept():
        try:
            pytest.main([*arguments, str(exercise.checks)], plugins=[session])
        finally:
            for name, module in list(sys.modules.items()):
                if getattr(module, "__file__", None) == str(exercise.checks):
                    del sys.modules[name]
    return session.result()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keeps pytest's environment variables out: options of other runs would run in our process."""
    saved = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
    saved["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    saved["PYTEST_CURRENT_TEST"] = os.environ.get("PYTEST_CURRENT_TEST")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        for name, value in saved.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def notes_kept() -> Iterator[None]:
    """Restores the notes of a check that is running around this lane, as in our own tests."""
    token = notes.set(None)
    try:
        yield
    finally:
        notes.reset(token)


class Lane:
    """The collected checks of one exercise."""

    def __init__(self, exercise: Exercise, items: list[pytest.Item]) -> None:
        self.exercise = exercise
        self._items = items
        self.marks = [mark_of(item, exercise) for item in items]
        self.bench: Bench | None = None
        self.error: BaseException | None = None
        self._refuse_odd_marks()

    def _refuse_odd_marks(self) -> None:
        file, seen = self.exercise.checks, set[str]()
        if not self._items:
            raise CourseError(file, "", "has no check; write functions marked with `@check(points=...)`.")
        for mark in self.marks:
            unknown = [name for name in mark.needs if name not in seen]
            if unknown:
                raise CourseError(file, mark.name, f"needs `{unknown[0]}`, which is no earlier check.")
            seen.add(mark.name)
        if self.automatic_points not in (0, 1):
            total = sum(mark.points for mark in self.marks)
            raise CourseError(
                file, "points", f"add to {total:g}; they must add to 10, or to 9 and one for {AUTOMATIC}."
            )

    @property
    def automatic_points(self) -> float:
        """What the authored checks leave to the automatic one: 1, or 0 where the exercise has none."""
        return round(MAX_POINTS - sum(mark.points for mark in self.marks), 9)  # ten times 0.9 is not 9

    def run(self, host: Host, seed: int, only: str | None = None) -> Transcript:
        """Runs all checks (or the one named `only`) on a loaded submission; each ends in one outcome."""
        transcript = self.blank()
        for _ in self.steps(transcript, host, seed, only):
            pass
        return transcript

    def steps(
        self, transcript: Transcript, host: Host, seed: int, only: str | None = None
    ) -> Iterator[CheckRun]:
        """The same one check at a time: yields each when it has its outcome."""
        runs = transcript.runs[: len(self.marks)]
        passed: set[str] = set()
        for position, run in enumerate(runs):
            if only is not None and run.mark.name != only:
                continue
            missing = [name for name in run.mark.needs if name not in passed]
            if missing and only is None:
                run.outcome, run.message = Outcome.WAITING, self._waits_for(missing[0])
            else:
                self._run_one(position, run, host, seed)
            if run.outcome is Outcome.PASSED:
                passed.add(run.mark.name)
            yield run
        if self.automatic_points and only in (None, AUTOMATIC):
            self._watch_arguments(transcript.runs[-1], runs)
            yield transcript.runs[-1]

    def blank(self) -> Transcript:
        """A transcript in which no check has run yet: where every grading starts."""
        marks = list(self.marks)
        if self.automatic_points:
            title = "It leaves its arguments alone: what it was given is unchanged afterwards."
            marks.append(CheckMark(AUTOMATIC, title, self.automatic_points, "", public=True, needs=()))
        return Transcript([CheckRun(mark) for mark in marks])

    def _waits_for(self, name: str) -> str:
        title = next(mark.title for mark in self.marks if mark.name == name)
        return f"Waits for: {title}"

    def _run_one(self, position: int, run: CheckRun, host: Host, seed: int) -> None:
        """Runs one check; once more when its worker was killed, which may be no doing of the submission's."""
        if self._attempt(position, run, host, seed):
            run.restart()
            host.excuse()
            self._attempt(position, run, host, seed)

    def _attempt(self, position: int, run: CheckRun, host: Host, seed: int) -> bool:
        """Runs one check and gives it its verdict; True when its worker was killed from outside."""
        name, checks = run.mark.name, self.exercise.checks
        try:
            if not host.ready():
                run.message = "Your code has used up the time or the processes it may use."
                return False
            host.begin(seeding.global_seed(seed, self.exercise.id, name))
        except (RemoteError, Ended) as error:
            run.outcome, run.message, run.evidence = of(error, run, checks)
            return isinstance(error, Ended) and error.killed
        host.conversation.listener = run.hear
        self.bench = Bench(host, seeding.generator(seed, self.exercise.id, name))
        self.error = None
        kept = notes.set(run.notes)
        try:
            with warnings.catch_warnings(action="ignore"):  # of a check that computes with what it was given
                self._protocol(position)
        finally:
            notes.reset(kept)
            host.conversation.listener = None
        settle(run, self.error, checks)
        run.random = host.conversation.lent_randomness
        run.printed = host.printed()
        return any(event.ended is not None and event.ended.killed for event in run.events)

    def _protocol(self, position: int) -> None:
        item = self._items[position]
        following = self._items[(position + 1) % len(self._items)]  # keeps the module set up
        alone = following is item  # were a check its own successor, pytest would not set it up again
        item.ihook.pytest_runtest_protocol(item=item, nextitem=None if alone else following)

    def _watch_arguments(self, result: CheckRun, runs: list[CheckRun]) -> None:
        """The judge's own check: no call has changed an array, a list or a dict it was given."""
        if any(run.outcome is not Outcome.PASSED for run in runs):
            result.outcome, result.message = Outcome.WAITING, "Waits until every other check passes."
            return
        for run in runs:
            event = next((event for event in run.events if event.changed), None)
            if event is not None:
                label = event.changed[0]
                which = f"argument `{label}`" if isinstance(label, str) else f"argument {label}"
                name = f"`{event.name}`" if event.name else "A call"
                result.outcome = Outcome.FAILED
                result.message = f"{name} changed its {which}; work on a copy and return that."
                result.evidence = (call_evidence(event, run.events),)
                return
        result.outcome = Outcome.PASSED


class Bench:
    """What the fixtures of the running check stand on."""

    def __init__(self, host: Host, rng: object) -> None:
        self.submission = host.proxy
        self.rng = rng


def mark_of(item: pytest.Item, exercise: Exercise) -> CheckMark:
    """The mark of a collected item; CourseError when it has none, or when it is parametrized."""
    mark = getattr(getattr(item, "function", None), MARK, None)
    if mark is None:
        raise CourseError(exercise.checks, item.name, "is no check: mark it with `@check(points=...)`.")
    if item.name != mark.name:
        raise CourseError(exercise.checks, mark.name, "is parametrized; loop inside the check instead.")
    unknown = [name for name in inspect.signature(item.function).parameters if name not in FIXTURES]  # type: ignore[attr-defined]  # it has one: it has a mark
    if unknown:
        raise CourseError(
            exercise.checks, mark.name, f"asks for `{unknown[0]}`; it can ask for {' and '.join(FIXTURES)}."
        )
    return mark  # type: ignore[no-any-return]  # set by `check` alone


class _Session:
    """The plugin that hands pytest's loop to the body, and the fixtures to the checks."""

    def __init__(self, exercise: Exercise, body: Callable[[Lane], T]) -> None:
        self._exercise = exercise
        self._body = body
        self._lane: Lane | None = None
        self._result: list[object] = []
        self._error: BaseException | None = None
        self._collect_errors: list[str] = []

    def result(self) -> T:  # type: ignore[type-var]  # the body's own type
        if self._error is not None:
            raise self._error
        if not self._result:
            raise CourseError(self._exercise.checks, "", "could not be collected by pytest.")
        return self._result[0]  # type: ignore[return-value]  # what the body returned

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            text = str(report.longrepr).strip().splitlines()
            self._collect_errors.append(text[-1] if text else "unknown error")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            if self._collect_errors:
                text = f"cannot be loaded: {self._collect_errors[0].removeprefix('E').strip()}"
                raise CourseError(self._exercise.checks, "", text)
            self._lane = Lane(self._exercise, session.items)
            self._result.append(self._body(self._lane))
        except BaseException as error:
            self._error = error
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keeps the exception and spares pytest the formatting of a traceback nobody reads."""
        if call.excinfo is not None and self._lane is not None and self._lane.error is None:
            self._lane.error = call.excinfo.value
        outcome = "failed" if call.excinfo else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]

    @pytest.fixture
    def submission(self) -> object:
        """The submission's module."""
        assert self._lane is not None  # noqa: S101 - fixtures run inside a lane
        assert self._lane.bench is not None  # noqa: S101 - and for one check
        return self._lane.bench.submission

    @pytest.fixture
    def rng(self) -> object:
        """This check's own random generator."""
        assert self._lane is not None  # noqa: S101 - fixtures run inside a lane
        assert self._lane.bench is not None  # noqa: S101 - and for one check
        return self._lane.bench.rng
