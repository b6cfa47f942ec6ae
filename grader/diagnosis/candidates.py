"""How the reference and each known mistake behave under a seed: run as far as needed, kept for the batch."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

from grader.course import reference
from grader.judge.direct import Direct
from grader.judge.lane import Lane
from grader.judge.transcript import CheckRun, Transcript
from grader.models import Mistake, Submission
from grader.wire import RemoteError


class Rehearsed:
    """One submission of ours whose run of all checks is there already."""

    def __init__(self, runs: list[CheckRun]) -> None:
        self._runs = runs

    def run(self, position: int) -> CheckRun | None:
        """See `Rehearsal`."""
        return self._runs[position] if position < len(self._runs) else None

    def close(self) -> None:
        """See `Rehearsal`."""


Signatures = dict[str, list[tuple[str, float | None]]]
"""By name of a function or class: its parameters in order, each with its default where that is a number."""


class Rehearsal:
    """One submission of ours going through the checks, in order, no further than it is asked to."""

    def __init__(self, lane: Lane, submission: Submission, seed: int) -> None:
        self._host = Direct(submission, lane.exercise.module, lane.exercise.file.limits)
        self._runs: list[CheckRun] = []
        transcript = lane.blank()
        self._steps = lane.steps(transcript, self._host, seed)
        self._loaded = False

    def run(self, position: int) -> CheckRun | None:
        """Its run of the check at `position`, those before it included; None when it cannot be loaded."""
        if not self._loaded:
            self._loaded = True
            try:
                self._host.load()
            except RemoteError:
                self._steps = iter(())
        while len(self._runs) <= position:
            following = next(self._steps, None)
            if following is None:
                return None
            self._runs.append(following)
        return self._runs[position]

    def close(self) -> None:
        """Frees what it holds; what it has run stays."""
        self._host.close()


class Candidates:
    """The rehearsals of one lane's reference and mistakes.

    All but the mistakes that die by a limit run directly: they are our own code. A lane belongs to one
    version of a room, so its candidates stay valid as long as it lives.
    """

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._kept: dict[tuple[str, int], Rehearsal | Rehearsed] = {}
        self._reference = reference.reference(lane.exercise)

    @cached_property
    def _mistakes(self) -> list[Mistake]:
        """Read when they are first asked for: who passes waits for none of them."""
        return [each for each in reference.mistakes(self._lane.exercise) if each.outcome is None]

    @cached_property
    def signatures(self) -> Signatures:
        """The parameters of each public function and class of the reference, with their defaults."""
        return _signatures(self._reference.source) if self._reference is not None else {}

    @property
    def known(self) -> bool:
        """Whether there is a reference to compare with."""
        return self._reference is not None

    def adopt(self, name: str, seed: int, transcript: Transcript) -> None:
        """Takes over how the mistake `name` ("" for the reference) behaved when it was graded before."""
        self._kept[name, seed] = Rehearsed(transcript.runs)

    def reference(self, seed: int) -> Rehearsal | Rehearsed | None:
        """How the reference behaves; None where this copy of the course has none."""
        return None if self._reference is None else self._rehearsal("", self._reference, seed)

    def mistakes(self, seed: int) -> Iterator[tuple[Mistake, Rehearsal | Rehearsed]]:
        """Each known mistake and how it behaves."""
        for mistake in self._mistakes:
            yield mistake, self._rehearsal(mistake.name, mistake.submission, seed)

    def _rehearsal(self, name: str, submission: Submission, seed: int) -> Rehearsal | Rehearsed:
        key = name, seed
        if key not in self._kept:
            self._kept[key] = Rehearsal(self._lane, submission, seed)
        return self._kept[key]

    def close(self) -> None:
        """Frees what the candidates hold."""
        for rehearsal in self._kept.values():
            rehearsal.close()
        self._kept.clear()


def _signatures(source: bytes) -> Signatures:
    made: Signatures = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            made[node.name] = _parameters(node)
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    name = node.name if inner.name == "__init__" else f".{inner.name}"
                    made[name] = _parameters(inner)[1:]
    return made


def _parameters(function: ast.FunctionDef) -> list[tuple[str, float | None]]:
    names = [argument.arg for argument in function.args.args]
    values: list[ast.expr | None] = [None] * (len(names) - len(function.args.defaults))
    return list(zip(names, map(_number, [*values, *function.args.defaults]), strict=True))


def _number(node: ast.expr | None) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    return None
