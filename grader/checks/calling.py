"""How a submission is called: under strict arithmetic, expecting an error, with functions that watch."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import TracebackType
from typing import Any

import numpy as np

from grader.checks.failing import CheckFailed
from grader.models import ErrorEvidence
from grader.wire import RemoteError, Token

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def stable(submission: Any) -> Any:
    """The same submission, called so that overflow, division by zero and invalid operations raise."""
    return submission.__stable__()


def lend(thing: object, *methods: str) -> Token:
    """Lets a submission call the named methods of an object of yours, and hand it back; nothing else."""
    missing = [name for name in methods if not callable(getattr(thing, name, None))]
    if missing:
        raise ValueError(f"{type(thing).__name__} has no method {', '.join(missing)} to lend")
    return Token(thing, methods + (("",) if callable(thing) else ()))


class Spy:
    """A function that remembers how it was called: `args` and `kwargs` hold one entry a call, copied."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.args: list[tuple[Any, ...]] = []
        self.kwargs: list[dict[str, Any]] = []

    @property
    def count(self) -> int:
        """How often it was called."""
        return len(self.args)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.args.append(tuple(_copied(arg) for arg in args))
        self.kwargs.append({name: _copied(arg) for name, arg in kwargs.items()})
        return self._function(*args, **kwargs)


def calls(function: Callable[..., Any]) -> Spy:
    """A function to hand to a submission in place of `function`, which keeps what it was called with."""
    return Spy(function)


def _copied(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(_copied(item) for item in value)
    if type(value) is dict:
        return {key: _copied(item) for key, item in value.items()}
    return value


class raises:  # noqa: N801 - used as a statement: `with raises(ValueError):`
    """Passes when the block raises a built-in `exception` of the submission's whose text has each number.

    `mentions` are the numbers a message must hold, each as a token of its own: 3 is not found in "13".
    An exception that tells the code is not written yet is never the one expected.
    """

    def __init__(self, exception: type[Exception], *, mentions: tuple[float, ...] = ()) -> None:
        self._name = exception.__name__
        self._mentions = mentions

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            raise CheckFailed(f"This call should raise {self._name}; it returned instead.")
        if not isinstance(error, RemoteError) or "NotImplementedError" in error.builtin_bases:
            return False
        evidence = ErrorEvidence(
            exception=error.builtin_bases[0],
            type_name=error.type_name,
            text=error.message,
            line=error.line,
        )
        if self._name not in error.builtin_bases:
            text = f"This call should raise {self._name}; it raised {error.builtin_bases[0]}."
            raise CheckFailed(text, evidence) from None
        found = {float(token) for token in _NUMBER.findall(error.message)}
        missing = [number for number in self._mentions if abs(float(number)) not in found]
        if missing:
            text = f"The {self._name} should name the offending value, so that its reader can find it."
            raise CheckFailed(text, evidence) from None
        return True
