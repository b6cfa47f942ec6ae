"""The hints of an exercise, as far as they have been asked for."""

from __future__ import annotations

import textwrap

from grader.models import Exercise

WIDTH = 100


def hints_text(exercise: Exercise, seen: int) -> str:
    """The first `seen` hints, and how to get the next one."""
    hints = exercise.file.hints
    lines = [
        f"{exercise.number} {exercise.file.title}: hint {seen} of {len(hints)}" if seen else "No hint yet."
    ]
    for number, hint in enumerate(hints[:seen], 1):
        lines.append("")
        lines += textwrap.wrap(
            hint, WIDTH, initial_indent=f"  {number}  ", subsequent_indent="     ", break_on_hyphens=False
        )
    lines.append("")
    if seen < len(hints):
        lines.append(f"  Next: grade hint {exercise.number}")
    else:
        lines.append(f"  That was the last one. Next: grade exercise {exercise.number}")
    return "\n".join(lines) + "\n"
