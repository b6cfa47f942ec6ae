"""Turns what ended a check into its outcome, one sentence, and evidence."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from grader.checks import CheckFailed
from grader.judge.transcript import CheckRun
from grader.models import Comparison, ErrorEvidence, Evidence, Excerpt, Outcome
from grader.sandbox.failure import Ended, MissingName, NotAValue
from grader.wire import RemoteError

_PACKAGE = Path(__file__).parent.parent
_AUTHORS_PAGE = _PACKAGE / "checks"

Verdict = tuple[Outcome, str, tuple[Evidence, ...]]


def settle(run: CheckRun, error: BaseException | None, checks: Path) -> None:
    """Gives `run` its verdict. What a check caught for itself is no pass: the events are asked as well."""
    verdict = of(error, run, checks)
    if verdict[0] in (Outcome.PASSED, Outcome.FAILED):
        for event in run.events:
            unwritten = event.error is not None and "NotImplementedError" in event.error.builtin_bases
            if event.ended is not None or unwritten:
                verdict = of(event.ended or event.error, run, checks)
                break
    if verdict[0] is Outcome.PASSED and not run.events:
        verdict = (Outcome.INTERNAL, "This check asked nothing of your code.", ())
    run.outcome, run.message, run.evidence = verdict


def of(error: BaseException | None, run: CheckRun, checks: Path) -> Verdict:
    """The verdict for `error`; a pass when there is none."""
    if error is None:
        return Outcome.PASSED, "", ()
    if isinstance(error, RemoteError):
        return _raised(error, run)
    if isinstance(error, Ended):
        return error.outcome, error.message, ()
    if isinstance(error, CheckFailed):
        return Outcome.FAILED, error.message, error.evidence
    if isinstance(error, MissingName | NotAValue):
        seen = Comparison(what="", problem="type", got=Excerpt(type="", text=error.seen))
        return Outcome.FAILED, error.sentence, (seen,)
    if isinstance(error, AssertionError):
        return Outcome.FAILED, "What this check states does not hold.", ()
    if isinstance(error, Exception) and _raised_by(error, checks):
        text = "The check could not work with what your code returned: is its type right?"
        what = ErrorEvidence(exception=type(error).__name__, text=f"in the check: {error}"[:300])
        return Outcome.FAILED, text, (what,)
    text = f"The grader itself failed here ({type(error).__name__}: {error}); this costs no points."
    return Outcome.INTERNAL, text, ()


def _raised(error: RemoteError, run: CheckRun) -> Verdict:
    nearest = error.builtin_bases[0]
    evidence = ErrorEvidence(
        exception=nearest, type_name=error.type_name, text=error.message, line=error.line
    )
    if "NotImplementedError" in error.builtin_bases:
        name = next((e.name for e in reversed(run.events) if e.name), "")
        return Outcome.WAITING, f"{f'`{name}`' if name else 'This part'} is not written yet.", ()
    line = f" on line {error.line}" if error.line else ""
    if "MemoryError" in error.builtin_bases:
        return Outcome.MEMORY, f"Your code asked for more memory than it may use{line}.", (evidence,)
    if nearest == "SystemExit":
        return Outcome.RAISED, f"Your code asked Python to exit{line}.", (evidence,)
    return Outcome.RAISED, f"Your code raised {nearest}{line}.", (evidence,)


def _raised_by(error: BaseException, checks: Path) -> bool:
    """Whether the innermost frame that is the course's or ours is one of the exercise's checks.

    What checks are written with counts as theirs: it is given what a submission returned.
    """
    innermost = None
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file == checks:
            innermost = checks
        elif _PACKAGE in file.parents and _AUTHORS_PAGE not in file.parents:
            innermost = file
        trace = trace.tb_next
    return innermost == checks
