"""Every toy submission gets its own verdict: right ones, wrong ones, and those that die in some way.

The golden file holds, for each, what the learner is told; `pytest --rewrite-golden` writes it anew.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course
from grader.grading import grade_in
from grader.judge.lane import Lane, in_lane
from grader.judge.transcript import Transcript
from grader.models import Exercise, Limits, Outcome, Report, State, Submission, Tier
from grader.sandbox.workers import ProcessSpawner, Worker

SUBMISSIONS = sorted((Path(__file__).parent / "toy_course" / "submissions").glob("*.py"))
SEED = 7
HANG = {"hangs": Limits(call_cpu=0.8), "sleeps": Limits(call_wall=1.5)}
"""Nothing but a limit ends these two; what they may use is enough to start a worker on a busy machine."""

GradeToy = Callable[..., Report]


class Counting:
    """Starts plain workers and remembers them."""

    tier: Tier = "process"

    def __init__(self) -> None:
        self.workers: list[Worker] = []
        self._spawner = ProcessSpawner(Limits())

    def spawn(self, limits: Limits) -> Worker:
        self.workers.append(self._spawner.spawn(limits))
        return self.workers[-1]

    def close(self) -> None:
        self._spawner.close()


def under(exercise: Exercise, limits: Limits) -> Exercise:
    return dataclasses.replace(exercise, file=dataclasses.replace(exercise.file, limits=limits))


@pytest.fixture(scope="module")
def reports(toy: Course) -> dict[str, Report]:
    """A report on every toy submission, all from one spawner, as in a batch."""
    spawner = Counting()

    def grade_all(exercise: Exercise, files: list[Path]) -> dict[str, Report]:
        return in_lane(
            exercise,
            lambda lane: {
                file.stem: grade_in(lane, Submission("double.py", file.read_bytes()), SEED, spawner).report
                for file in files
            },
        )

    exercise = toy.exercise("1")
    try:
        made = grade_all(exercise, [file for file in SUBMISSIONS if file.stem not in HANG])
        for file in SUBMISSIONS:
            if file.stem in HANG:
                made |= grade_all(under(exercise, HANG[file.stem]), [file])
        return made
    finally:
        spawner.close()


def test_every_toy_submission_gets_the_verdict_that_is_its_own(
    reports: dict[str, Report], golden: Callable[[str, str], None]
) -> None:
    told = {
        name: {
            "outcome": report.outcome,
            "points": report.points,
            "message": report.message,
            "line": report.line,
            "checks": {check.name: f"{check.outcome} {check.message}".strip() for check in report.checks},
        }
        for name, report in sorted(reports.items())
    }

    golden("verdicts.json", json.dumps(told, indent=2, ensure_ascii=False) + "\n")


def test_no_submission_is_ever_our_fault(reports: dict[str, Report]) -> None:
    assert [name for name, report in reports.items() if report.points is None] == []


@pytest.mark.parametrize("name", HANG)
def test_a_hang_ends_and_the_other_checks_are_graded(reports: dict[str, Report], name: str) -> None:
    report = reports[name]

    assert [check.outcome for check in report.checks] == [
        Outcome.TIMEOUT, Outcome.WAITING, Outcome.PASSED, Outcome.WAITING
    ]  # fmt: skip
    assert report.points == 3
    assert report.seconds < 8


def test_points_come_from_passed_checks_alone(reports: dict[str, Report]) -> None:
    for report in reports.values():
        for check in report.checks:
            assert check.points == (check.max_points if check.outcome is Outcome.PASSED else 0)


def test_every_failure_is_told_in_one_short_sentence(reports: dict[str, Report]) -> None:
    for report in reports.values():
        for check in report.checks:
            silent = check.outcome is Outcome.PASSED or report.outcome is State.REFUSED
            assert bool(check.message) == (not silent)
            assert len(check.message) <= 100
            assert "\n" not in check.message


def test_printing_a_verdict_changes_none(reports: dict[str, Report]) -> None:
    report = reports["prints_verdict"]

    assert report.points == 0
    printed = [item for check in report.checks for item in check.evidence if item.kind == "output"]
    assert "8 passed in 0.01s" in printed[0].text


# ---------------------------------------------------------------- limits


def test_a_submission_that_hangs_everywhere_stops_at_the_budget(toy: Course) -> None:
    source = b"def double(x, start=0):\n    while True: pass\nclass Counter:\n    __init__ = double\n"
    limits = Limits(call_cpu=0.4, cpu=0.6)
    spawner = Counting()
    started = time.monotonic()

    report = in_lane(
        under(toy.exercise("1"), limits),
        lambda lane: grade_in(lane, Submission("double.py", source), SEED, spawner).report,
    )
    spawner.close()

    assert [check.outcome for check in report.checks] == [
        Outcome.TIMEOUT, Outcome.WAITING, Outcome.TIMEOUT, Outcome.WAITING
    ]  # fmt: skip
    assert time.monotonic() - started < 10


def test_checks_that_find_no_budget_left_are_not_run(grade_toy: GradeToy) -> None:
    source = "def walk(*a, **k):\n    while True: pass\nTape = shuffled = drive = keep = walk\n"

    report = grade_toy(source, exercise="2", limits=Limits(call_cpu=0.4, cpu=0.7))

    first, *between, last = report.checks[:4]
    assert (first.outcome, last.outcome) == (Outcome.TIMEOUT, Outcome.NOT_RUN)
    assert {check.outcome for check in between} <= {Outcome.TIMEOUT, Outcome.NOT_RUN}
    assert last.message == "Your code has used up the time or the processes it may use."


def test_memory_is_limited_where_the_system_can(grade_toy: GradeToy) -> None:
    source = "def double(x):\n    return bytearray(600 << 20)\n\n\nclass Counter: ...\n"

    report = grade_toy(source, limits=Limits(memory=512 << 20))

    assert report.checks[0].outcome is Outcome.MEMORY
    assert report.checks[0].message == "Your code asked for more memory than it may use on line 2."


def test_what_is_printed_is_cut_and_shown_with_its_own_check(grade_toy: GradeToy) -> None:
    source = (
        "import sys\nprint('at import')\n"
        "def double(x):\n    print('in double', file=sys.stderr)\n    return x\n"
        "class Counter:\n    def __init__(self, start=0): print('\\x1b[31min Counter' * 10**6)\n"
    )

    report = grade_toy(source)

    shown = [[item.text for item in check.evidence if item.kind == "output"] for check in report.checks]
    assert shown[0] == ["at import\nin double\n"]
    assert shown[2][0].startswith("?[31min Counter?[31m")
    assert len(shown[2][0]) == 500


def test_a_module_that_hangs_at_import_is_refused_in_time(grade_toy: GradeToy) -> None:
    report = grade_toy("while True: pass\n", limits=Limits(call_cpu=0.4))

    assert report.outcome is State.REFUSED
    assert report.message == ("Your file could not be loaded. One call of your code ran for more than 0.4 s.")
    assert report.seconds < 5


def test_no_worker_and_no_descriptor_outlives_its_grading(toy: Course) -> None:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("this system does not list our descriptors")
    spawner = Counting()
    names = ("passes", "crashes", "os_exits", "exits_at_import", "threads", "huge_array")
    sources = [(SUBMISSIONS[0].parent / f"{name}.py").read_bytes() for name in names]

    def opened_by_grading(lane: Lane) -> int:
        before = len(list(folder.iterdir()))
        for source in sources:
            grade_in(lane, Submission("double.py", source), SEED, spawner)
        return len(list(folder.iterdir())) - before

    left = in_lane(toy.exercise("1"), opened_by_grading)
    spawner.close()

    assert left <= 0  # fewer: the worker started ahead is among those counted before
    for worker in spawner.workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker._process.pid, signal.SIGCONT)  # type: ignore[attr-defined]  # a ProcessWorker


# ---------------------------------------------------------------- states


def test_a_stub_is_not_started_and_half_a_file_is_graded(reports: dict[str, Report]) -> None:
    assert reports["stub"].outcome is State.NOT_STARTED
    assert reports["stub"].points == 0
    assert reports["half_written"].outcome is State.GRADED
    assert reports["half_written"].points == 6


def test_one_missing_name_fails_the_checks_that_touch_it(reports: dict[str, Report]) -> None:
    report = reports["lacks_class"]

    assert [check.outcome for check in report.checks] == [
        Outcome.PASSED, Outcome.PASSED, Outcome.FAILED, Outcome.WAITING
    ]  # fmt: skip
    assert report.checks[2].message == "Your file does not define `Counter`."


def test_a_check_that_swallows_what_a_submission_raised_is_no_pass(grade_toy: GradeToy) -> None:
    report = grade_toy(
        "def walk(*a, **k): raise NotImplementedError\nTape = shuffled = drive = keep = walk\n", exercise="2"
    )

    assert report.outcome is State.NOT_STARTED
    assert {check.outcome for check in report.checks} == {Outcome.WAITING}


def test_a_changed_argument_costs_the_automatic_point_alone(reports: dict[str, Report]) -> None:
    report = reports["changes_argument"]

    assert report.points == 9
    assert report.checks[-1].outcome is Outcome.FAILED
    assert report.checks[-1].message == "`double` changed its argument 1; work on a copy and return that."


def test_an_argument_changed_by_an_iterator_counts_too(grade_toy: GradeToy, toy: Course) -> None:
    source = (toy.folder / "reference" / "02_walk" / "walk.py").read_text()
    spoiled = source.replace("x = x - slope(x)", "x -= slope(x)")
    assert spoiled != source

    report = grade_toy(spoiled.replace("yield x", "yield x.copy()"), exercise="2")

    assert report.points == 9
    assert report.checks[-1].outcome is Outcome.FAILED


# ---------------------------------------------------------------- seeds


def test_the_same_seed_gives_the_same_report(grade_toy: GradeToy) -> None:
    source = (Path(__file__).parent / "toy_course" / "submissions" / "fails.py").read_text()

    one, other = grade_toy(source), grade_toy(source)

    assert dataclasses.replace(one, seconds=0) == dataclasses.replace(other, seconds=0)


def test_a_check_draws_the_same_numbers_whether_it_runs_alone_or_not(
    toy: Course, spawner: ProcessSpawner
) -> None:
    reference = Submission("walk.py", (toy.folder / "reference" / "02_walk" / "walk.py").read_bytes())

    def both(lane: Lane) -> list[Transcript]:
        return [grade_in(lane, reference, SEED, spawner, only).transcript for only in (None, "test_draws")]

    whole, alone = in_lane(toy.exercise("2"), both)

    drawn = [
        [event.result for event in run.runs[2].events if isinstance(event.result, int | float)]
        for run in (whole, alone)
    ]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 6
    assert [run.outcome for run in alone.runs].count(Outcome.NOT_RUN) == 5
