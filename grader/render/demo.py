"""The demo's screen: a sentence before each of two reports, and where to go next."""

from __future__ import annotations

from collections.abc import Sequence

from grader.models import Report
from grader.render.text import report_text

TYPED = 22  # columns: the longest command without a path in it

_WRONG = "First, an Adam as it is often written. It runs, and it even finds the minimum. Is it right?"
_RIGHT = "Now the same Adam with the one thing that was missing: m and v divided by 1 - beta**t."


def demo_text(wrong: Report, right: Report, steps: Sequence[tuple[str, str]], *, color: bool = False) -> str:
    """Both reports with their sentences; `steps` are commands to type next, each with what it does."""
    parts = [_WRONG, report_text(wrong, color=color), _RIGHT, report_text(right, color=color), _steps(steps)]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _steps(steps: Sequence[tuple[str, str]]) -> str:
    """The commands; one too long for its column, as with a path in it, has its line to itself."""
    lines = ["Your turn"]
    for typed, does in steps:
        fits = len(typed) <= TYPED
        lines += [] if fits else [f"  {typed}"]
        lines.append(f"  {typed if fits else '':<{TYPED}}  {does}")
    return "\n".join(lines)
