"""What the course says of an exercise, and a submission to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Gt, Le, Len

from grader.models.report import Reveal

Sentence = Annotated[str, Len(1, 600)]
Name = Annotated[str, Len(1, 80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a submission may use. Times in seconds, sizes in bytes. A call's limits are for each call."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    call_cpu: Annotated[float, Gt(0), Le(600)] = 2.0
    call_wall: Annotated[float, Gt(0), Le(3600)] = 10.0  # a net: on a busy machine 2 s of CPU took 6 s
    cpu: Annotated[float, Gt(0), Le(3600)] = 10.0
    wall: Annotated[float, Gt(0), Le(3600)] = 20.0
    memory: Annotated[int, Ge(256 << 20)] = 1 << 30  # of address space; NumPy alone takes 167 MB
    output: Annotated[int, Ge(0)] = 1 << 20
    files: Annotated[int, Ge(16)] = 64
    callbacks: Annotated[int, Ge(1)] = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseFile:
    """The content of an `exercise.toml`."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    format: Literal[1]
    title: Name
    entry_points: Annotated[tuple[Name, ...], Len(1, 20)]
    hints: Annotated[tuple[Sentence, ...], Len(3, 3)]
    source: Sentence
    quiz: Name
    after: tuple[Name, ...] = ()
    minutes: Annotated[int, Ge(1)] = 20
    reveal: Reveal = Reveal.NAMED
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One replacement in the reference's text; `find` must stand in it exactly once."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    find: Annotated[str, Len(1)]
    put: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeEntry:
    """One `[[mistake]]` of a `mistakes.toml`: edits on the reference, or a file of its own."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: Name
    says: Sentence
    fails: Annotated[tuple[Name, ...], Len(1)]
    edits: tuple[Edit, ...] = ()
    file: str | None = None
    outcome: Literal["timeout", "memory", "crashed"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakesFile:
    """The content of a `mistakes.toml`."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    mistake: tuple[MistakeEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """A module handed in: `path` is the name to show, `source` its bytes as they were read."""

    path: str
    source: bytes

    @property
    def sha256(self) -> str:
        """The hash of the source, in hexadecimal."""
        return hashlib.sha256(self.source).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A known mistake, ready to be graded like any submission.

    `fails` are the checks it must fail at least; `outcome` names the limit it dies by: such a mistake gets a
    worker of its own, all others run directly.
    """

    name: str
    says: str
    fails: tuple[str, ...]
    submission: Submission
    outcome: Literal["timeout", "memory", "crashed"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One room of the course: `id` is its folder's name, such as `15_adam`."""

    id: str
    folder: Path
    reference: Path
    file: ExerciseFile

    @property
    def number(self) -> str:
        """The digits in front: `15`."""
        return self.id.partition("_")[0]

    @property
    def module(self) -> str:
        """The name of the learner's module: `adam`."""
        return self.id.partition("_")[2]

    @property
    def stub(self) -> Path:
        """The file a learner starts from."""
        return self.folder / f"{self.module}.py"

    @property
    def checks(self) -> Path:
        """The hidden checks."""
        return self.folder / "checks.py"
