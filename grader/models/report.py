"""What a grading found: one report a submission, one line a check, and what each level of it reveals."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from grader.models.evidence import (
    Clue,
    Comparison,
    DivergenceEvidence,
    ErrorEvidence,
    Evidence,
)

MAX_POINTS = 10  # of every exercise: `curriculum.md`

Tier = Literal["box", "landlock", "seccomp", "process", "direct"]
"""How a submission was isolated; `direct` is for our own code only: in this process, not at all."""


class Outcome(StrEnum):
    """How one check ended. Points come from `PASSED` alone."""

    PASSED = "passed"
    FAILED = "failed"
    RAISED = "raised"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    TOO_LARGE = "too_large"
    VIOLATION = "violation"
    WAITING = "waiting"
    NOT_RUN = "not_run"
    INTERNAL = "internal"


class State(StrEnum):
    """How a submission ended."""

    GRADED = "graded"
    NOT_STARTED = "not_started"
    REFUSED = "refused"
    MISSING = "missing"
    INTERNAL = "internal"


class Reveal(StrEnum):
    """How much of a report its reader may see; each level is contained in the one before."""

    FULL = "full"
    DIFF = "diff"
    NAMED = "named"
    VERDICT = "verdict"

    @property
    def rank(self) -> int:
        """0 for the most open level, 3 for the least."""
        return list(Reveal).index(self)


_FIXED = {
    Outcome.PASSED: "",
    Outcome.FAILED: "The result is not what the exercise asks for.",
    Outcome.RAISED: "Your code raised an exception.",
    Outcome.TIMEOUT: "Your code took too long.",
    Outcome.MEMORY: "Your code ran out of memory.",
    Outcome.CRASHED: "Your code ended its process.",
    Outcome.TOO_LARGE: "Your code returned more than can be read.",
    Outcome.VIOLATION: "Your code tried something that is not allowed here.",
    Outcome.WAITING: "Waits for another part.",
    Outcome.NOT_RUN: "Not run.",
    Outcome.INTERNAL: "The grader itself failed here; this costs no points.",
}  # what may be said at a level that reveals no values: the same for everybody


_OURS = {Outcome.PASSED, Outcome.FAILED, Outcome.TIMEOUT, Outcome.WAITING, Outcome.NOT_RUN}
"""Outcomes whose sentence is in words of ours alone; in the others a submission may have a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """One check: its outcome, what it earned, one sentence, and the evidence."""

    name: str
    title: str
    outcome: Outcome = Outcome.NOT_RUN
    points: float = 0
    max_points: float = 0
    message: str = ""
    evidence: tuple[Evidence, ...] = ()

    def at(self, level: Reveal) -> CheckReport:
        """What `level` shows of this check."""
        if level is Reveal.FULL:
            return self
        if level is Reveal.DIFF:
            kept: list[Evidence] = []
            for item in self.evidence:
                if isinstance(item, Comparison | DivergenceEvidence | Clue):
                    kept.append(item.without_values())
                elif isinstance(item, ErrorEvidence):
                    kept.append(replace(item, type_name="", text=""))
            message = self.message if self.outcome in _OURS else self._fixed_message()
            return replace(self, message=message, evidence=tuple(kept))
        if level is Reveal.VERDICT:
            return replace(self, title="", message="", evidence=())
        errors = [e for e in self.evidence if isinstance(e, ErrorEvidence)]
        kept = [replace(e, type_name="", text="") for e in errors]
        return replace(self, message=self._fixed_message(), evidence=tuple(kept))

    def _fixed_message(self) -> str:
        for item in self.evidence:
            if isinstance(item, ErrorEvidence) and self.outcome is not Outcome.FAILED:
                line = f" on line {item.line}" if item.line else ""
                return f"Your code raised {item.exception}{line}."
        return _FIXED[self.outcome]


Certainty = Literal["very_likely", "one_of", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The known mistakes a submission behaves like, and what each says to the learner."""

    mistakes: tuple[str, ...] = ()
    certainty: Certainty = "none"
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Which file was graded."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a grading found. `seconds` is wall time; `calls` counts calls into the submission."""

    format: Literal[1] = 1
    exercise: str
    title: str
    submission: Source
    outcome: State
    message: str = ""
    line: int | None = None
    checks: tuple[CheckReport, ...] = ()
    diagnosis: Diagnosis | None = None
    isolation: Tier | None
    seed: int
    seconds: float
    calls: int
    versions: dict[str, str] = field(default_factory=dict)
    reveal: Reveal = Reveal.FULL

    @property
    def points(self) -> float | None:
        """What the checks earned; None where the grader itself failed: it neither gives nor takes."""
        internal = any(check.outcome is Outcome.INTERNAL for check in self.checks)
        if internal or self.outcome is State.INTERNAL:
            return None
        return sum(check.points for check in self.checks)

    @property
    def max_points(self) -> float:
        """What all checks together can earn."""
        return sum(check.max_points for check in self.checks)

    @property
    def passed(self) -> bool:
        """Whether every check passed; a report without checks did not."""
        outcomes = [check.outcome for check in self.checks]
        return bool(outcomes) and all(outcome is Outcome.PASSED for outcome in outcomes)

    def at(self, level: Reveal) -> Report:
        """What `level` shows; the only place that takes anything out of a report."""
        level = max(level, self.reveal, key=lambda each: each.rank)
        if level is Reveal.FULL:
            return self
        diagnosis = None if level is Reveal.VERDICT else self.diagnosis
        checks = tuple(check.at(level) for check in self.checks)
        return replace(self, checks=checks, diagnosis=diagnosis, message=_refusal(self), reveal=level)


def _refusal(report: Report) -> str:
    if report.outcome is not State.REFUSED:
        return ""
    line = f" on line {report.line}" if report.line else ""
    return f"The file could not be loaded{line}."
