"""What a check notes besides its verdict: numbers it measured and pictures, on a pass and on a failure."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal

from grader.models import Chart, Measurement

MarginKind = Literal["tolerance", "bound", "chance"]


@dataclass(frozen=True, slots=True)
class Margin:
    """How far a value was from its limit: `ratio` 0.001 used a thousandth of it, 1000 is far beyond.

    `kind` is "tolerance" where rounding alone separates a right value from the expected one, "bound" where
    a right submission has its own distance to go, "chance" where that distance is drawn.
    """

    what: str
    ratio: float
    kind: MarginKind = "tolerance"


@dataclass(slots=True)
class Notes:
    """The notes of one run of one check."""

    measurements: list[Measurement] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    margins: list[Margin] = field(default_factory=list)


notes: ContextVar[Notes | None] = ContextVar("notes", default=None)
"""Where the running check's notes go; the judge sets it, outside a run they go nowhere."""


def measure(what: str, value: float, sigma: float = 0.0) -> float:
    """Notes a number under the name `what` and returns it.

    `sigma` is its standard deviation by chance alone (0: none). Two runs that drew random numbers are told
    apart by what they measured, so measure whatever a mistake would change.
    """
    number = float(value)
    here = notes.get()
    if here is not None:
        finite = number - number == 0
        shown = number if finite else str(number)
        here.measurements.append(Measurement(what=what, value=shown, sigma=float(sigma)))
    return number


def note_margin(what: str, ratio: float, kind: MarginKind) -> None:
    """Notes how much of a limit a value used, for those who choose the limits."""
    here = notes.get()
    if here is not None:
        here.margins.append(Margin(what, float(ratio), kind))


def attach(chart: Chart) -> None:
    """Adds a picture, as data, to what the learner sees of this check."""
    here = notes.get()
    if here is not None:
        here.charts.append(chart)
