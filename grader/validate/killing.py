"""Grades mutants: whether some check fails each, and which are known to behave as the reference does."""

from __future__ import annotations

import contextlib
import dataclasses
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
    reasons: dict[tuple[str, str], list[str]] = {}
    for each in known:  # two lines that read alike are marked once each
        reasons.setdefault((each.before, each.after), []).append(each.reason)
    for mutant in mutants:
        unused = reasons.get((mutant.before, mutant.after))
        if unused and mutant.fate == "survived":
            mutant = dataclasses.replace(mutant, fate="equivalent", reason=unused.pop(0))
        proof.mutants.append(mutant)
    if complete:
        killed = {(mutant.before, mutant.after) for mutant in mutants if mutant.fate == "killed"}
        for pair in (pair for pair, unused in reasons.items() for _ in unused):
            why = "but a check fails it" if pair in killed else "which is no mutant (any more)"
            proof.problems.append(Problem(file, "equivalent", f"marks `{pair[1][:60]}`, {why}."))
    if proof.killed is not None and proof.killed < NEEDED:
        sentence = f"catch {proof.killed:.1%} of the mutants; at least {NEEDED:.0%} is asked."
        proof.problems.append(Problem(exercise.checks, "", sentence))
