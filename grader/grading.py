"""The one function that grades: an exercise, a submission and a seed make a report, whoever submitted."""

from __future__ import annotations

import platform
import time
from dataclasses import dataclass, field

import numpy as np

from grader import __version__
from grader.judge.calls import last_call
from grader.judge.direct import Direct
from grader.judge.lane import Lane, in_lane
from grader.judge.transcript import CheckRun, Transcript
from grader.models import (
    ChartEvidence,
    CheckReport,
    Evidence,
    Exercise,
    Outcome,
    Output,
    Report,
    Source,
    State,
    Submission,
)
from grader.sandbox.failure import Ended
from grader.sandbox.host import Host, Sandboxed
from grader.sandbox.proxy import defined_names
from grader.sandbox.workers import Spawner
from grader.wire import RemoteError


@dataclass(frozen=True, slots=True)
class Graded:
    """A report and the transcript it was made from, which stays in memory."""

    report: Report
    transcript: Transcript = field(default_factory=Transcript)


def grade(exercise: Exercise, submission: Submission, seed: int, spawner: Spawner | None = None) -> Report:
    """Grades one submission: in a worker of `spawner`, or direct (our own code only) without one."""
    return in_lane(exercise, lambda lane: grade_in(lane, submission, seed, spawner)).report


def grade_in(
    lane: Lane, submission: Submission, seed: int, spawner: Spawner | None = None, only: str | None = None
) -> Graded:
    """The same in a lane that is open already; `only` names the one check to run."""
    started = time.perf_counter()
    exercise = lane.exercise
    limits = exercise.file.limits
    host: Host
    if spawner is None:
        host = Direct(submission, exercise.module, limits)
    else:
        host = Sandboxed(submission, exercise.module, limits, spawner)
    try:
        outcome, message, line = _loaded(host, exercise)
        if outcome is State.GRADED:
            transcript = lane.run(host, seed, only)
            outcome, message = _state(transcript, lane)
        else:
            transcript = lane.blank()
        tier = host.tier
    finally:
        host.close()
    report = Report(
        exercise=exercise.id,
        title=exercise.file.title,
        submission=Source(path=submission.path, sha256=submission.sha256),
        outcome=outcome,
        message=message,
        line=line,
        checks=tuple(_check_report(run) for run in transcript.runs),
        isolation=tier,
        seed=seed,
        seconds=round(time.perf_counter() - started, 4),
        calls=transcript.calls,
        versions=_versions(),
    )
    return Graded(report, transcript)


def ungraded(
    exercise: Exercise,
    submission: Submission,
    seed: int,
    outcome: State,
    message: str,
    lane: Lane | None = None,
) -> Report:
    """The report on a submission that no check was run on, and why; `lane` tells which checks there are."""
    runs = lane.blank().runs if lane is not None else []
    return Report(
        exercise=exercise.id,
        title=exercise.file.title,
        submission=Source(path=submission.path, sha256=submission.sha256),
        outcome=outcome,
        message=message,
        checks=tuple(_check_report(run) for run in runs),
        isolation=None,
        seed=seed,
        seconds=0.0,
        calls=0,
        versions=_versions(),
    )


def _versions() -> dict[str, str]:
    return {"backgrade": __version__, "numpy": np.__version__, "python": platform.python_version()}


def _loaded(host: Host, exercise: Exercise) -> tuple[State, str, int | None]:
    """Loads the module: whether it can be graded, and if not the sentence that says why."""
    if not host.submission.source.strip():
        return State.REFUSED, "Your file is empty.", None
    try:
        try:
            names = _names_of(host, exercise)
        except Ended as ended:
            if not ended.killed:
                raise
            names = _names_of(host, exercise)  # that it was killed may be no doing of the submission's
    except RemoteError as error:
        return State.REFUSED, _load_failure(error), error.line
    except Ended as ended:
        return State.REFUSED, f"Your file could not be loaded. {ended.message}", None
    wanted = exercise.file.entry_points
    if not any(name in names for name in wanted):
        lacks = " and ".join(f"`{name}`" for name in wanted)
        has = ", ".join(f"`{name}`" for name in names) or "nothing"
        return State.REFUSED, f"Your file should define {lacks}; it defines {has}.", None
    return State.GRADED, "", None


def _names_of(host: Host, exercise: Exercise) -> tuple[str, ...]:
    host.load()
    return defined_names(host.conversation, exercise.file.entry_points)


def _load_failure(error: RemoteError) -> str:
    line = f" on line {error.line}" if error.line else ""
    kind = error.builtin_bases[0]
    if kind == "SystemExit":
        return f"Your file asks Python to exit{line} while it is loaded."
    text = f": {error.message}" if error.message else ""
    return f"Your file could not be loaded: {kind}{line}{text}"


def _state(transcript: Transcript, lane: Lane) -> tuple[State, str]:
    authored = transcript.runs[: len(lane.marks)]
    if any(run.outcome is Outcome.INTERNAL for run in authored):
        return State.INTERNAL, "The grader itself failed; this costs no points."
    unwritten = [
        run.outcome is Outcome.WAITING
        and any(e.error is not None and "NotImplementedError" in e.error.builtin_bases for e in run.events)
        for run in authored
    ]
    waiting = [run.outcome is Outcome.WAITING for run in authored]
    if all(waiting) and any(unwritten):
        return State.NOT_STARTED, "Nothing is written yet."
    return State.GRADED, ""


_FAILURES = frozenset(Outcome) - {Outcome.PASSED, Outcome.WAITING, Outcome.NOT_RUN, Outcome.INTERNAL}


def _check_report(run: CheckRun) -> CheckReport:
    mark = run.mark
    evidence: list[Evidence] = []
    if run.outcome in _FAILURES:
        call = last_call(run)
        evidence += [call] if call is not None else []
    evidence += [*run.evidence, *run.notes.measurements]
    evidence += [ChartEvidence(chart=chart) for chart in run.notes.charts]
    if run.printed:
        evidence.append(Output(text=run.printed))
    return CheckReport(
        name=mark.name,
        title=mark.title,
        outcome=run.outcome,
        points=mark.points if run.outcome is Outcome.PASSED else 0,
        max_points=mark.points,
        message=run.message,
        evidence=tuple(evidence),
    )
