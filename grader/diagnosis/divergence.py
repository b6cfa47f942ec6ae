"""Where a submission and the reference first part: which call, which part of its result, which entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.diagnosis.matching import ATOL, RTOL, alike, same_answer, same_question
from grader.judge.calls import call_evidence
from grader.judge.transcript import CheckRun, Ours
from grader.models import CallEvidence, DivergenceEvidence, Excerpt, excerpt
from grader.sandbox.conversation import Event
from grader.wire import Handle


@dataclass(frozen=True, slots=True)
class Found:
    """A first divergence: the events of both, and the evidence made of it.

    `parts` are the parts of the two results that differ, as (name, expected, got).
    """

    event: Event
    right: Event
    before: tuple[Event, ...]
    right_before: tuple[Event, ...]
    parts: tuple[tuple[str, Any, Any], ...]
    call: CallEvidence
    evidence: DivergenceEvidence


def divergence(run: CheckRun, right: CheckRun) -> Found | None:
    """The first event answered differently while all before it, and its question, agree."""
    for i, (event, other) in enumerate(zip(run.events, right.events, strict=False)):
        if not same_question(event, other):
            return None
        if same_answer(event, other):
            continue
        if event.operation not in ("call", "next", "item", "get") or event.error or other.error:
            return None
        parts = tuple(_parts(other.result, event.result, "the result"))
        if event.ended is not None or not parts:
            return None
        calls = sum(each.operation == "call" for each in run.events[:i])
        evidence = _evidence(parts, calls)
        return Found(
            event, other, tuple(run.events[:i]), tuple(right.events[:i]), parts,
            call_evidence(event, run.events), evidence,
        )  # fmt: skip
    return None


def _parts(expected: Any, got: Any, name: str) -> Iterator[tuple[str, Any, Any]]:
    """The smallest parts of two results that differ; containers of one shape are opened."""
    if isinstance(expected, dict) and isinstance(got, dict) and expected.keys() == got.keys():
        for key in expected:
            yield from _parts(expected[key], got[key], f"{name}[{key!r}]")
    elif _both_sequences(expected, got):
        for i, (a, b) in enumerate(zip(expected, got, strict=True)):
            yield from _parts(a, b, f"{name}[{i}]")
    elif not alike(expected, got):
        yield name, expected, got


def _both_sequences(a: Any, b: Any) -> bool:
    return isinstance(a, list | tuple) and isinstance(b, list | tuple) and len(a) == len(b)


def _evidence(parts: tuple[tuple[str, Any, Any], ...], calls: int) -> DivergenceEvidence:
    name, expected, got = parts[0]
    index: tuple[int, ...] = ()
    both = isinstance(expected, np.ndarray) and isinstance(got, np.ndarray)
    if both and expected.shape == got.shape and expected.dtype.kind != "U" != got.dtype.kind:
        with np.errstate(all="ignore"):
            differs = np.argwhere(~np.isclose(got, expected, rtol=RTOL, atol=ATOL, equal_nan=True))
        index = tuple(int(each) for each in differs[0]) if len(differs) else ()
    return DivergenceEvidence(
        part=name,
        calls_before=calls,
        first_index=index,
        expected=_excerpt(expected, index),
        got=_excerpt(got, index),
    )


def _excerpt(value: Any, index: tuple[int, ...]) -> Excerpt:
    """What to show of a result; of an object that stayed with the submission, its type."""
    if isinstance(value, Handle | Ours):
        return Excerpt(type=value.type_name, text=f"an object of type {value.type_name}")
    return excerpt(value, index)
