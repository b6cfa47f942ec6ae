"""Marks a function as a check: what it is worth, what it waits for, whether it may travel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
MARK = "__backgrade_check__"


@dataclass(frozen=True, slots=True)
class CheckMark:
    """What `check` was told; `title` is the first paragraph of the function's docstring."""

    name: str
    title: str
    points: float
    hint: str
    public: bool
    needs: tuple[str, ...]


def check(
    *, points: float, hint: str = "", public: bool = False, needs: tuple[str, ...] | str = ()
) -> Callable[[Function], Function]:
    """Makes a function a check worth `points`; its docstring is the sentence a learner reads.

    `hint` is shown when it fails. `needs` names earlier checks: until they pass, this one waits. `public`
    marks what may be handed out to learners. ValueError without a docstring, or for points not above zero.
    """

    def marked(function: Function) -> Function:
        title = " ".join((function.__doc__ or "").split("\n\n")[0].split())
        if not title:
            raise ValueError(f"`{function.__name__}` needs a docstring: it is what the learner reads")
        if not points > 0:
            raise ValueError(f"`{function.__name__}` must be worth more than {points:g} points")
        waits = (needs,) if isinstance(needs, str) else tuple(needs)
        mark = CheckMark(function.__name__, title, points, hint, public, waits)
        setattr(function, MARK, mark)
        return function

    return marked
