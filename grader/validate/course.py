"""Validates many rooms, several at a time, and gathers their proofs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.course import Course
from grader.errors import BackgradeError
from grader.judge.crew import LOST, Job, spread
from grader.validate import cache, killing, record
from grader.validate.findings import Mutant, Problem, RoomProof
from grader.validate.proof import prove

CHUNK = 12  # mutants a process takes at a time: a lane takes 50 ms to open, a mutant as long to grade


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to prove: `changed` leaves out what was proven before; every `sample`-th mutant, 0 for none."""

    changed: bool = False
    sample: int = 0
    jobs: int | None = None

    @property
    def kind(self) -> str:
        """What tells this proof from others of the same room in the cache."""
        return f"mutants-{self.sample}" if self.sample else "proof"


def prove_all(course: Course, ids: list[str], wanted: Wanted) -> Iterator[RoomProof]:
    """The proof of each room as it is ready."""
    fresh = []
    for id_ in ids:
        known = _recalled(course, id_, wanted.kind) if wanted.changed else None
        if known is not None:
            yield known
        else:
            fresh.append(id_)
    jobs = wanted.jobs or os.cpu_count() or 1

    def work(asked: Iterator[Job], done: Callable[[Job], None]) -> None:
        for job in asked:
            done(record.plain(prove(course, job["id"])))

    for job, result in spread([{"id": id_} for id_ in fresh], work, jobs):
        if LOST in result:
            lost = Problem(
                course.folder / "exercises" / job["id"], "", f"could not be proven: {result[LOST]}."
            )
            yield RoomProof(job["id"], problems=[lost])
            continue
        proof = record.proof(result)
        if wanted.sample and not proof.errors:
            _kill(course, proof, wanted.sample, jobs)
        _keep(course, proof, wanted.kind)
        yield proof


def _kill(course: Course, proof: RoomProof, sample: int, jobs: int) -> None:
    """Grades every `sample`-th mutant of a room, in several processes."""
    exercise = course.exercise(proof.id)
    indices = list(range(0, len(killing.all_of(exercise)), sample))
    chunks = [{"indices": indices[i : i + CHUNK]} for i in range(0, len(indices), CHUNK)]

    def work(asked: Iterator[Job], done: Callable[[Job], None]) -> None:
        for job in asked:
            done({"mutants": record.plain_mutants(killing.fates(course, proof.id, job["indices"]))})

    mutants: list[Mutant] = []
    for job, result in spread(chunks, work, jobs):
        if LOST in result:
            sentence = f"mutants {job['indices'][0]} and after could not be graded: {result[LOST]}."
            proof.problems.append(Problem(exercise.folder, "", sentence))
        else:
            mutants += record.mutants(result["mutants"])
    mutants.sort(key=lambda mutant: mutant.line)
    killing.judge(exercise, proof, mutants, complete=sample == 1)


def _recalled(course: Course, id_: str, kind: str) -> RoomProof | None:
    try:
        return cache.recall(course.exercise(id_), kind)
    except BackgradeError:  # told when the room is proven
        return None


def _keep(course: Course, proven: RoomProof, kind: str) -> None:
    if not proven.errors:
        cache.remember(course.exercise(proven.id), kind, proven)
