"""Grades mutants: whether some check fails each, and which are known to behave as the reference does."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import ClassVar

from grader.course import Course, read_toml, reference
from grader.grading import grade_in
from grader.judge.lane import Lane, in_lane
from grader.models import Exercise, Submission
from grader.sandbox.tiers import spawner_for
from grader.sandbox.workers import Spawner
from grader.validate.findings import Mutant, Problem, RoomProof
from grader.validate.mutants import Mutation, mutations

SEEDS = (1, 2)  # a mutant that passes under both is a survivor
NEEDED = 0.95  # the share of the mutants that are not equivalent which must be killed


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """A mutant that behaves as the reference does, by the line it changes, and why it does."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EquivalentsFile:
    """The content of an `equivalents.toml`."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    equivalent: tuple[Equivalent, ...] = ()


def all_of(exercise: Exercise) -> list[Mutation]:
    """Every mutant of an exercise's reference; none where there is no reference."""
    known = reference.reference(exercise)
    return mutations(known.source.decode("utf-8")) if known is not None else []


def fates(course: Course, id_: str, indices: list[int]) -> list[Mutant]:
    """What becomes of the mutants at `indices`, each graded in a worker: it may loop forever."""
    exercise = course.exercise(id_)
    made = all_of(exercise)

    def body(lane: Lane) -> list[Mutant]:
        with contextlib.closing(spawner_for(None, exercise.file.limits, keep_ahead=True)) as spawner:
            return [_fate(lane, made[i], spawner) for i in indices]

    return in_lane(exercise, body)


def _fate(lane: Lane, mutation: Mutation, spawner: Spawner) -> Mutant:
    submission = Submission(lane.exercise.stub.name, mutation.source.encode("utf-8"))
    survives = all(grade_in(lane, submission, seed, spawner).report.passed for seed in SEEDS)
    fate = "survived" if survives else "killed"
    return Mutant(mutation.line, mutation.before, mutation.after, mutation.rule, fate)  # type: ignore[arg-type]


def judge(exercise: Exercise, proof: RoomProof, mutants: list[Mutant], *, complete: bool) -> None:
    """Adds the mutants to a proof, the equivalent ones marked, and the problem when too many survive."""
    file = exercise.reference / "equivalents.toml"
    known = read_toml(file, EquivalentsFile).equivalent if file.is_file() else ()
    reasons = {(each.before, each.after): each.reason for each in known}
    for mutant in mutants:
        reason = reasons.pop((mutant.before, mutant.after), "")
        if reason and mutant.fate == "killed":
            sentence = f"marks `{mutant.after[:60]}` as equivalent, but a check fails it."
            proof.problems.append(Problem(file, f"line {mutant.line}", sentence))
        elif reason:
            mutant = Mutant(mutant.line, mutant.before, mutant.after, mutant.rule, "equivalent", reason)
        proof.mutants.append(mutant)
    if complete:
        for _, after in reasons:
            proof.problems.append(
                Problem(file, "equivalent", f"marks `{after[:60]}`, which is no mutant (any more).")
            )
    if proof.killed is not None and proof.killed < NEEDED:
        sentence = f"catch {proof.killed:.1%} of the mutants; at least {NEEDED:.0%} is asked."
        proof.problems.append(Problem(exercise.checks, "", sentence))
