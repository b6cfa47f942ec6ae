"""Grades everything known about an exercise and compares the reports with what must come out."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.checks.recording import MarginKind
from grader.course import Course, reference
from grader.diagnosis.candidates import Candidates
from grader.diagnosis.explaining import explain
from grader.diagnosis.matching import agree
from grader.errors import CourseError, UsageError
from grader.grading import Graded, grade_in
from grader.judge.lane import AUTOMATIC, Lane, in_lane
from grader.models import MAX_POINTS, Exercise, Mistake, Outcome, State, Submission
from grader.sandbox.tiers import spawner_for
from grader.sandbox.workers import Spawner
from grader.validate import room
from grader.validate.empty import empty_answer
from grader.validate.findings import Problem, Range, RoomProof

SEEDS = tuple(range(1, 26))  # for whatever must pass
MISTAKE_SEEDS = (1, 2)  # for whatever must fail
MAX_GRADING = 2.0  # seconds a grading may take: a learner waits for it
MARGIN = 10.0  # times a tolerance is further from rounding, and a mistake from the tolerance
_LOST = frozenset({"timeout", "memory", "crashed"})


def prove(course: Course, id_: str, *, seeds: tuple[int, ...] = SEEDS) -> RoomProof:
    """Validates one exercise; every problem is gathered, none ends the proof early if it can go on."""
    started = time.perf_counter()
    proof = RoomProof(id_)
    try:
        exercise = course.exercise(id_)
        proof.problems += room.problems(course, exercise)
        if reference.reference(exercise) is not None:
            in_lane(exercise, lambda lane: _Prover(lane, proof, seeds).run())
    except CourseError as error:
        proof.problems.append(Problem(Path(error.file), error.field, error.sentence))
    proof.seconds = time.perf_counter() - started
    return proof


class _Prover:
    """The gradings of one room, in a lane that is open."""

    def __init__(self, lane: Lane, proof: RoomProof, seeds: tuple[int, ...]) -> None:
        self.lane = lane
        self.exercise: Exercise = lane.exercise
        self.proof = proof
        self.seeds = seeds
        known = reference.reference(self.exercise)
        assert known is not None  # noqa: S101 - asked before the lane was opened
        self.reference: Submission = known
        self.used: dict[tuple[str, MarginKind], float] = {}

    def run(self) -> None:
        self.proof.checks = tuple(run.mark.name for run in self.lane.blank().runs)
        self._right_submissions()
        self._automatic_check()
        with contextlib.closing(_Late(lambda: spawner_for(None, self.exercise.file.limits))) as late:
            self._stub(late.get())
            self._empty_answer()
            self._mistakes(late.get)

    def _say(self, file: Path, field: str, sentence: str) -> None:
        self.proof.problems.append(Problem(file, field, sentence))

    # ---------------------------------------------------------------- what must pass

    def _right_submissions(self) -> None:
        folder = self.exercise.reference
        variants = reference.accepted(self.exercise)
        self.proof.accepted = len(variants)
        if len(variants) < 2:
            self._say(
                folder / "accepted", "", f"holds {len(variants)} variants; at least 2 styles must pass."
            )
        right = [(self.reference, folder / self.reference.path)]
        right += [(variant, folder / "accepted" / variant.path) for variant in variants]
        for submission, file in right:
            for seed in self.seeds:
                graded = self._grade(submission, seed)
                self._note_margins(graded)
                report = graded.report
                if report.points != MAX_POINTS or not report.passed:
                    bad = next((c for c in report.checks if c.outcome is not Outcome.PASSED), None)
                    why = f"{bad.name} is {bad.outcome}: {bad.message}" if bad else report.message
                    self._say(file, f"seed {seed}", f"must earn {MAX_POINTS} points; {why}")
                    break
                if submission is self.reference and seed == self.seeds[0]:
                    self._note_figures(graded)

    def _note_figures(self, graded: Graded) -> None:
        self.first = graded
        self.proof.grading_seconds = graded.report.seconds
        notes = [run.notes for run in graded.transcript.runs]
        self.proof.statistical = sum(m.kind == "chance" for note in notes for m in note.margins)
        if graded.report.seconds > MAX_GRADING:
            text = f"take {graded.report.seconds:.1f} s on the reference; at most {MAX_GRADING:g} s is asked."
            self._say(self.exercise.checks, "", text)

    def _note_margins(self, graded: Graded) -> None:
        for run in graded.transcript.runs:
            for margin in run.notes.margins:
                key = run.mark.name, margin.kind
                self.used[key] = max(self.used.get(key, 0.0), margin.ratio)

    def _automatic_check(self) -> None:
        """An exercise whose graded calls take containers leaves a point to the check that watches them."""
        graded = getattr(self, "first", None)
        if graded is None:
            return
        takes = any(
            hasattr(value, "__len__") and not isinstance(value, str | bytes)
            for event in graded.transcript.events()
            if event.operation == "call"
            for value in (*event.args, *event.kwargs.values())
        )
        if takes and not self.lane.automatic_points and self.exercise.number not in _UNWATCHED:
            self._say(
                self.exercise.checks, "points", f"must add to 9: calls take arrays, so {AUTOMATIC} counts 1."
            )
        if not takes and self.lane.automatic_points:
            self._say(
                self.exercise.checks, "points", "must add to 10: no call takes an array, a list or a dict."
            )

    # ---------------------------------------------------------------- what must not

    def _stub(self, spawner: Spawner) -> None:
        stub = reference.stub(self.exercise)
        report = grade_in(self.lane, stub, self.seeds[0], spawner).report
        if report.outcome is not State.NOT_STARTED or report.points:
            why = f" ({report.message})" if report.message else ""
            text = f"is {report.outcome} with {report.points or 0:g} points{why};"
            self._say(self.exercise.stub, "", f"{text} an untouched stub is not_started with 0.")

    def _empty_answer(self) -> None:
        graded = self._grade(empty_answer(self.reference), self.seeds[0])
        for run in graded.transcript.runs:
            if run.outcome is Outcome.PASSED:
                self._say(
                    self.exercise.checks, run.mark.name, "passes an answer whose functions return None."
                )

    def _mistakes(self, spawner: Callable[[], Spawner]) -> None:
        file = self.exercise.reference / "mistakes.toml"
        known = reference.mistakes(self.exercise)
        if len(known) < 4:
            self._say(file, "", f"names {len(known)} mistakes; at least 4 are needed.")
        runs: dict[str, list[Graded]] = {}
        for mistake in known:
            worker = spawner() if mistake.outcome else None
            runs[mistake.name] = [
                grade_in(self.lane, mistake.submission, seed, worker) for seed in MISTAKE_SEEDS
            ]
            self._one_mistake(mistake, runs[mistake.name], file)
        caught = {name for fails in self.proof.kills.values() for name in fails}
        for name in self.proof.checks:
            if name not in caught:
                self._say(
                    self.exercise.checks,
                    name,
                    "is failed by no known mistake: nothing shows that it can fail.",
                )
        self._look_alikes(known, runs, file)
        self._margins(known, runs)
        self._names(known, runs, file)

    def _one_mistake(self, mistake: Mistake, runs: list[Graded], file: Path) -> None:
        place = f"mistake.{mistake.name}"
        always: set[str] | None = None
        for graded in runs:
            fails = {c.name for c in graded.report.checks if c.outcome not in _NEUTRAL}
            if graded.report.outcome is not State.GRADED:
                self._say(file, place, f"is {graded.report.outcome}: {graded.report.message}")
                return
            outcomes = {c.outcome.value for c in graded.report.checks}
            if mistake.outcome and mistake.outcome not in outcomes:
                self._say(file, place, f"should end as {mistake.outcome}; no check did.")
            always = fails if always is None else always & fails
        self.proof.kills[mistake.name] = tuple(sorted(always or ()))
        unknown = [name for name in mistake.fails if name not in self.proof.checks]
        missing = [name for name in mistake.fails if name in self.proof.checks and name not in (always or ())]
        if unknown:
            self._say(file, f"{place}.fails", f"names `{unknown[0]}`, which is no check.")
        if missing:
            self._say(
                file, f"{place}.fails", f"names `{missing[0]}`, which it does not fail under every seed."
            )
        if not always:
            self._say(file, place, "fails no check: the checks are too weak, or it is no mistake.")

    def _look_alikes(self, known: list[Mistake], runs: dict[str, list[Graded]], file: Path) -> None:
        plain = [mistake.name for mistake in known if mistake.outcome is None]
        for i, name in enumerate(plain):
            for other in plain[:i]:
                if all(_same(a, b) for a, b in zip(runs[name], runs[other], strict=True)):
                    text = f"behaves like `{other}` in every recorded call; a probe must tell them apart."
                    self._say(file, f"mistake.{name}", text)

    def _names(self, known: list[Mistake], runs: dict[str, list[Graded]], file: Path) -> None:
        """A learner who makes a known mistake is told its name, and no other's."""
        with contextlib.closing(Candidates(self.lane)) as candidates:
            for mistake in known:
                candidates.adopt(mistake.name, MISTAKE_SEEDS[0], runs[mistake.name][0].transcript)
            for mistake in known:
                if mistake.outcome is not None or not self.proof.kills.get(mistake.name):
                    continue
                self.proof.nameable += 1
                diagnosis = explain(runs[mistake.name][0], candidates).diagnosis
                named = diagnosis.mistakes if diagnosis is not None else ()
                if named == (mistake.name,):
                    self.proof.named += 1
                else:
                    told = " or ".join(f"`{name}`" for name in named) or "no mistake at all"
                    self._say(file, f"mistake.{mistake.name}", f"is told to a learner as {told}.")

    # ---------------------------------------------------------------- margins

    def _margins(self, known: list[Mistake], runs: dict[str, list[Graded]]) -> None:
        """A tolerance stands a factor 10 above rounding and a factor 10 below the nearest mistake."""
        nearest: dict[tuple[str, MarginKind], tuple[float | None, str]] = {}
        for mistake in known:
            for graded in runs[mistake.name]:
                for name, kind, ratio in _failing_margins(graded, mistake):
                    if ratio < (nearest.get((name, kind), (None, ""))[0] or math.inf):
                        nearest[name, kind] = ratio, mistake.name
        for key in sorted(self.used.keys() | nearest.keys()):
            distance, mistake_name = nearest.get(key, (None, ""))
            used = self.used.get(key)
            self.proof.margins.append(Range(key[0], key[1], used, distance, mistake_name))
            if key[1] != "tolerance":
                continue
            if used is not None and used * MARGIN > 1:
                text = (
                    f"uses {used:.2g} of its tolerance on a right submission; at most {1 / MARGIN:g} may be."
                )
                self._say(self.exercise.checks, key[0], text)
            if distance is not None and distance < MARGIN:
                text = f"catches `{mistake_name}` by {distance:.2g} times its tolerance; {MARGIN:g} is asked."
                self._say(self.exercise.checks, key[0], text)

    def _grade(self, submission: Submission, seed: int) -> Graded:
        return grade_in(self.lane, submission, seed)


_NEUTRAL = (Outcome.PASSED, Outcome.WAITING, Outcome.NOT_RUN)
_UNWATCHED = ("19", "21", "22", "33")  # `curriculum.md`: their calls take no containers worth watching


def _same(a: Graded, b: Graded) -> bool:
    return all(agree(x, y) for x, y in zip(a.transcript.runs, b.transcript.runs, strict=True))


def _failing_margins(graded: Graded, mistake: Mistake) -> Iterator[tuple[str, MarginKind, float]]:
    """The margin that decided each check the mistake must fail: the last one noted, when it is beyond 1."""
    for run in graded.transcript.runs:
        if run.mark.name in mistake.fails and run.outcome is Outcome.FAILED and run.notes.margins:
            last = run.notes.margins[-1]
            if last.ratio > 1:
                yield run.mark.name, last.kind, last.ratio


class _Late:
    """A spawner started when it is first needed."""

    def __init__(self, start: Callable[[], Spawner]) -> None:
        self._start = start
        self._spawner: Spawner | None = None

    def get(self) -> Spawner:
        if self._spawner is None:
            self._spawner = self._start()
        return self._spawner

    def close(self) -> None:
        if self._spawner is not None:
            self._spawner.close()


def chosen(course: Course, words: tuple[str, ...]) -> list[str]:
    """The ids meant by `words`; all of the course for none. UsageError for an unknown one."""
    if not course.ids:
        raise UsageError(f"`{course.folder}` holds no exercise.")
    return [course.resolve(word) for word in words] or course.ids
