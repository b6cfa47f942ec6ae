"""Tells a call of the transcript as the learner would write it: the expression, and what was passed."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.judge.transcript import CheckRun, Ours
from grader.models import CallEvidence, Excerpt, excerpt
from grader.sandbox.conversation import Event
from grader.wire import Handle

_FUNCTIONS = ("function", "method", "Spy")
MAX_ARGUMENTS = 6  # shown one by one; more fill the screen


def last_call(run: CheckRun) -> CallEvidence | None:
    """The last call of a check: the one whose result, or failure, decided it."""
    made = [event for event in run.events if event.operation == "call"]
    return call_evidence(made[-1], run.events) if made else None


def call_evidence(event: Event, events: list[Event]) -> CallEvidence:
    """One call, with its arrays told one by one."""
    shown: list[tuple[str, Excerpt]] = []
    args = [_argument(f"argument {i}", value, shown) for i, value in enumerate(event.args, 1)]
    args += [f"{name}={_argument(name, value, shown)}" for name, value in event.kwargs.items()]
    text = f"{_callee(event, events)}({', '.join(args)})"
    return CallEvidence(text=text, arguments=tuple(shown[:MAX_ARGUMENTS]))


def _callee(event: Event, events: list[Event]) -> str:
    """The expression that was called: `Adam(lr=0.1).step`; its parts come from the calls before."""
    if event.target == 0:
        return event.name
    owner = _origin(event.target, events)
    return f"{owner}.{event.name}" if event.name else owner


def _origin(handle: int, events: list[Event]) -> str:
    for event in events:
        if isinstance(event.result, Handle) and event.result.id == handle:
            if event.operation == "get":
                return event.name if event.target == 0 else f"{_origin(event.target, events)}.{event.name}"
            if event.operation == "call":
                args = [_brief(value) for value in event.args]
                args += [f"{name}={_brief(value)}" for name, value in event.kwargs.items()]
                return f"{_callee(event, events)}({', '.join(args)})"
            return f"item of {_origin(event.target, events)}" if event.target != handle else "an object"
    return "an object of yours"


def _argument(label: str, value: Any, shown: list[tuple[str, Excerpt]]) -> str:
    """How an argument stands in the call; big arrays are shown below it, under their own name."""
    if isinstance(value, np.ndarray):
        shown.append((label, excerpt(value)))
        return f"array{value.shape}"
    if isinstance(value, dict) and any(isinstance(item, np.ndarray) for item in value.values()):
        for key, item in value.items():
            if isinstance(item, np.ndarray):
                shown.append((f"{label}[{key!r}]", excerpt(item)))
        return "{" + ", ".join(f"{key!r}: {_brief(item)}" for key, item in value.items()) + "}"
    return _brief(value)


def _brief(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"array{value.shape}"
    if isinstance(value, Handle):
        return f"<your {value.type_name}>"
    if isinstance(value, Ours):
        return "<a function of the check>" if value.type_name in _FUNCTIONS else f"<our {value.type_name}>"
    if isinstance(value, float | np.floating):
        return f"{float(value):g}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_brief(k)}: {_brief(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple) and len(value) <= 8:
        inner = ", ".join(_brief(item) for item in value)
        comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{comma})"
    shown = excerpt(value)
    return shown.text or str(shown.values[0] if shown.values else value)
