"""Spreads submissions over lanes: each lane holds the collected checks and a zygote of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.bulk import intake
from grader.bulk.batch import Batch
from grader.bulk.intake import Found
from grader.diagnosis.candidates import Candidates
from grader.diagnosis.explaining import explain
from grader.errors import UsageError
from grader.grading import grade_in, ungraded
from grader.judge.crew import LOST, Job, spread
from grader.judge.lane import Lane, in_lane
from grader.models import Exercise, Report, Reveal, State, Submission
from grader.sandbox.tiers import spawner_for
from grader.sandbox.workers import Spawner

LANE_LIFE = 500  # submissions a lane grades: whatever a check might leave behind goes with it
Rendered = Callable[[Report], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Task:
    """One batch to grade: its exercise, its submissions, and how a report becomes the value of a line."""

    batch: Batch
    exercise: Exercise
    source: Path
    render: Rendered


def run(task: Task, found: list[Found], jobs: int) -> Iterator[dict[str, Any]]:
    """Yields a line for each of `found`, as it ends; the batch goes on whatever one of them does."""
    wanted = [{"learner": each.learner, "file": each.file, **_refusal(each)} for each in found]

    def work(asked: Iterator[Job], done: Callable[[Job], None]) -> None:
        in_lane(task.exercise, lambda lane: _serve(lane, task, asked, done))

    for job, result in spread(wanted, work, jobs, life=LANE_LIFE, spent=_is_internal):
        if LOST in result:
            report = ungraded(
                task.exercise, Submission(intake.shown(job["file"]), b""), task.batch.seed, State.INTERNAL,
                f"The grader itself failed ({result[LOST]}); this costs no points.",
            )  # fmt: skip
            result = _line(job["learner"], report, task)
        yield result


def _refusal(each: Found) -> Job:
    return {"problem": each.problem, "missing": each.missing} if each.problem else {}


def _is_internal(line: Job) -> bool:
    return line.get("outcome") == State.INTERNAL or line.get("points") is None


def _serve(lane: Lane, task: Task, asked: Iterator[Job], done: Callable[[Job], None]) -> None:
    """The life of a lane: one submission after another, one worker forked ahead of its need."""
    limits = task.exercise.file.limits
    tier = task.batch.isolation
    spawner = spawner_for(tier, limits, at_least="landlock", keep_ahead=True)
    with contextlib.closing(spawner), contextlib.closing(Candidates(lane)) as candidates:
        for job in asked:
            report = _graded(lane, task, job, spawner, candidates)
            done(_line(job["learner"], report, task))


def _graded(lane: Lane, task: Task, job: Job, spawner: Spawner, candidates: Candidates) -> Report:
    seed = task.batch.seed
    nothing = Submission(intake.shown(job["file"]) or job["learner"], b"")
    if job.get("problem"):
        state = State.MISSING if job["missing"] else State.REFUSED
        return ungraded(task.exercise, nothing, seed, state, job["problem"], lane)
    try:
        submission = intake.read(task.source, job["file"])
    except UsageError as error:
        return ungraded(task.exercise, nothing, seed, State.REFUSED, str(error), lane)
    graded = grade_in(lane, submission, seed, spawner)
    return graded.report if task.batch.reveal == Reveal.VERDICT else explain(graded, candidates)


def _line(learner: str, report: Report, task: Task) -> dict[str, Any]:
    return {"learner": learner, **task.render(report.at(Reveal(task.batch.reveal)))}
