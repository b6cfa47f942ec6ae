"""What validation found: problems with their place, and the figures of each room."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from grader.checks.recording import MarginKind


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a room: which file, which field of it, one sentence."""

    file: Path
    field: str
    sentence: str
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class Range:
    """How near right and wrong submissions come to a check's limits, as shares of the limit.

    `used` is the most any right submission used; `nearest` the least any mistake that must fail the check
    exceeded it by, and `mistake` which; None where there is none.
    """

    check: str
    kind: MarginKind
    used: float | None
    nearest: float | None
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mechanical change of the reference: what it did, as a diff of a line, and what became of it."""

    line: int
    before: str
    after: str
    rule: str
    fate: Literal["killed", "survived", "equivalent"]
    reason: str = ""


@dataclass(slots=True)
class RoomProof:
    """Everything validation knows of one exercise."""

    id: str
    problems: list[Problem] = field(default_factory=list)
    checks: tuple[str, ...] = ()
    kills: dict[str, tuple[str, ...]] = field(default_factory=dict)
    margins: list[Range] = field(default_factory=list)
    mutants: list[Mutant] = field(default_factory=list)
    accepted: int = 0
    named: int = 0
    nameable: int = 0
    statistical: int = 0
    seconds: float = 0.0
    grading_seconds: float = 0.0
    cached: bool = False

    @property
    def errors(self) -> list[Problem]:
        """What keeps the room from being proven."""
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def false_alarms(self) -> float:
        """How likely a right submission fails by chance in one run: at most 1e-8 for each statistic."""
        return self.statistical * 1e-8

    @property
    def killed(self) -> float | None:
        """The share of the mutants that are not equivalent which some check fails; None without mutants."""
        counted = [mutant for mutant in self.mutants if mutant.fate != "equivalent"]
        return sum(m.fate == "killed" for m in counted) / len(counted) if counted else None
