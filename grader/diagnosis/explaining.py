"""Explains a graded submission: the known mistake it behaves like, where it first goes wrong, and a clue.

Only after a failed check, and silent where nothing is sure: a right but unusual solution is never scolded,
and a name is given only when every recorded call agrees with that mistake.
"""

from __future__ import annotations

from dataclasses import replace

from grader.diagnosis.candidates import Candidates
from grader.diagnosis.clues import clue
from grader.diagnosis.divergence import divergence
from grader.diagnosis.matching import agree
from grader.grading import Graded
from grader.judge.lane import AUTOMATIC
from grader.judge.transcript import CheckRun
from grader.models import (
    CallEvidence,
    Certainty,
    CheckReport,
    Diagnosis,
    Evidence,
    Mistake,
    Outcome,
    Report,
    State,
)
from grader.sandbox.conversation import Event

MAX_NAMED = 3  # mistakes a submission may be "one of": more help nobody


def explain(graded: Graded, candidates: Candidates) -> Report:
    """The report of `graded` with its diagnosis, and first divergences in the evidence of failed checks."""
    report, runs = graded.report, graded.transcript.runs
    if report.outcome is not State.GRADED or report.passed or not candidates.known:
        return replace(report, diagnosis=Diagnosis())
    if not any(check.outcome in _WRONG for check in report.checks):
        return replace(report, diagnosis=Diagnosis())  # unfinished, not wrong
    checks = tuple(
        _with_divergence(check, run, position, report.seed, candidates)
        for position, (check, run) in enumerate(zip(report.checks, runs, strict=True))
    )
    return replace(report, checks=checks, diagnosis=_named(runs, report.seed, candidates))


_WRONG = frozenset({
    Outcome.FAILED, Outcome.RAISED, Outcome.TIMEOUT, Outcome.MEMORY, Outcome.CRASHED, Outcome.TOO_LARGE,
})  # fmt: skip


def _named(runs: list[CheckRun], seed: int, candidates: Candidates) -> Diagnosis:
    """The mistakes that agree with the submission in every check it has run."""
    fits: list[Mistake] = []
    passed = {run.mark.name for run in runs if run.outcome is Outcome.PASSED}
    for mistake, rehearsal in candidates.mistakes(seed):
        # Under every seed it fails what it names, as `validate` holds: need it be run at all?
        told_apart = not passed.isdisjoint(mistake.fails)
        for position, run in enumerate(runs):
            if told_apart:
                break
            if run.outcome is Outcome.NOT_RUN or run.mark.name == AUTOMATIC:
                continue
            theirs = rehearsal.run(position)
            if theirs is None or not agree(run, theirs):
                told_apart = True
        if not told_apart:
            fits.append(mistake)
        if len(fits) > MAX_NAMED:
            return Diagnosis()
    certainty: Certainty = "none" if not fits else "very_likely" if len(fits) == 1 else "one_of"
    names, says = tuple(each.name for each in fits), tuple(each.says for each in fits)
    return Diagnosis(mistakes=names, certainty=certainty, says=says)


def _with_divergence(
    check: CheckReport, run: CheckRun, position: int, seed: int, candidates: Candidates
) -> CheckReport:
    """A failed check with the first call that went wrong in place of its last one, and a clue if any."""
    rehearsal = candidates.reference(seed)
    if check.outcome is not Outcome.FAILED or run.random or rehearsal is None:
        return check
    right = rehearsal.run(position)
    found = divergence(run, right) if right is not None else None
    if found is None:
        return check
    kept: list[Evidence] = [item for item in check.evidence if not isinstance(item, CallEvidence)]
    hint = clue(found, candidates.signatures)
    added: list[Evidence] = [found.call, found.evidence, *([hint] if hint is not None else [])]
    return replace(check, evidence=(*added, *kept))


def failing_call(run: CheckRun, position: int, seed: int, candidates: Candidates) -> Event | None:
    """The call that went wrong first in a check, its last one where that is unknown; None if none did."""
    if run.outcome not in _WRONG:
        return None
    rehearsal = candidates.reference(seed)
    right = rehearsal.run(position) if rehearsal is not None and not run.random else None
    found = divergence(run, right) if right is not None else None
    if found is not None:
        return found.event
    return next((event for event in reversed(run.events) if event.operation == "call"), None)
