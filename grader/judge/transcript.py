"""What happened while a check ran, kept in memory only: what was asked, answered, measured, printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.checks.marking import CheckMark
from grader.checks.recording import Notes
from grader.models import Evidence, Outcome
from grader.sandbox.conversation import Event
from grader.wire import Handle


@dataclass(frozen=True, slots=True)
class Ours:
    """Stands in a transcript for an object of ours that crossed as a token."""

    type_name: str


@dataclass(slots=True)
class CheckRun:
    """One check of one grading: its verdict and everything that led to it."""

    mark: CheckMark
    outcome: Outcome = Outcome.NOT_RUN
    message: str = ""
    evidence: tuple[Evidence, ...] = ()
    events: list[Event] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    printed: str = ""
    random: bool = False

    def restart(self) -> None:
        """Forgets what happened: the check is run again from its start."""
        self.outcome, self.message, self.evidence = Outcome.NOT_RUN, "", ()
        self.events, self.notes, self.printed = [], Notes(), ""

    def hear(self, event: Event) -> None:
        """Keeps an event with copies of what it holds: a check may go on to change its arrays."""
        event.args = kept(event.args)
        event.kwargs = kept(event.kwargs)
        event.result = kept(event.result)
        self.events.append(event)


@dataclass(slots=True)
class Transcript:
    """All checks of one grading, in order; `load_error` when there was no module to check."""

    runs: list[CheckRun] = field(default_factory=list)

    @property
    def calls(self) -> int:
        """How many calls were made into the submission."""
        return sum(event.operation == "call" for event in self.events())

    def events(self) -> Iterator[Event]:
        """Every request of every check."""
        for run in self.runs:
            yield from run.events


def kept(value: Any) -> Any:
    """A copy of plain containers and arrays; proxies and objects of ours are replaced by what names them."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is np.ndarray:
        return value.copy() if value.nbytes <= COPIED else value
    if kind is dict:
        return {kept(key): kept(item) for key, item in value.items()}
    if kind is list or kind is tuple:
        return kind(kept(item) for item in value)
    handle = getattr(kind, "__handle__", None)
    if handle is not None:
        return Handle(value._handle.id, value._handle.type_name, value._handle.callable)
    if isinstance(value, np.generic | complex | set | frozenset | range | slice) or value is Ellipsis:
        return value
    return Ours(kind.__name__)


COPIED = 1 << 20  # bytes up to which an array is copied: no check writes into a larger one it was given

_ATOMS = frozenset({type(None), bool, int, float, str, bytes, np.float64})
