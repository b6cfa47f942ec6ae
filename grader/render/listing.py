"""The course as a list in the terminal: one line an exercise, at most 100 columns."""

from __future__ import annotations

from collections.abc import Sequence

from grader.models import Exercise

TITLE = 50  # columns at most: leaves 29 for the numbers of what comes before, seven of two digits
WIDTH = 100


def listing_text(exercises: Sequence[Exercise]) -> str:
    """Number, title, minutes and what comes before, a line each; then how to begin."""
    titles = [_cut(exercise.file.title, TITLE) for exercise in exercises]
    number = max(len(exercise.number) for exercise in exercises)
    title = max(len("Exercise"), *(len(text) for text in titles))
    lines = [f"{'#':>{number}}  {'Exercise':<{title}}  Minutes  After"]
    for exercise, text in zip(exercises, titles, strict=True):
        after = ", ".join(id_.partition("_")[0] for id_ in exercise.file.after)
        line = f"{exercise.number:>{number}}  {text:<{title}}  {exercise.file.minutes:>7}  {after}"
        lines.append(_cut(line.rstrip(), WIDTH))
    count = "one exercise" if len(exercises) == 1 else f"{len(exercises)} exercises"
    lines += ["", f"{count.capitalize()}. Grade yours with `grade exercise {exercises[0].number}`."]
    return "\n".join(lines) + "\n"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
