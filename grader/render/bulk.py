"""A batch in the terminal: what it would grade, how far it is, how it ended."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.bulk.intake import Found
from grader.models import Exercise, cleaned


def plan_text(exercise: Exercise, found: list[Found]) -> str:
    """One line a learner: the file that would be graded, or why none would be."""
    lines = [f"{exercise.id}: {len(found)} learners"]
    for each in found:
        what = _line(each.file, 60) or each.problem
        lines.append(f"  {_line(each.learner, 36):<36}  {what}")
    ready = sum(not each.problem for each in found)
    lines.append(f"{ready} would be graded, {len(found) - ready} would not. Nothing was written.")
    return "\n".join(lines)


def _line(name: str, limit: int) -> str:
    """A name from a stranger's folder, which may hold line ends."""
    return " ".join(cleaned(name, limit).split("\n"))


class Bar:
    """A progress bar with rate, counts and time left; silent where nobody watches."""

    def __init__(self, total: int, stream: TextIO) -> None:
        console = Console(file=stream)
        self._counts: Counter[str] = Counter()
        self._progress = Progress(
            BarColumn(24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[counts]}"),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("", total=total, rate="", counts="")

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def advance(self, line: dict[str, Any]) -> None:
        """One more submission has ended."""
        self._counts[line["outcome"]] += 1
        speed = self._progress.tasks[0].speed
        told = "  ".join(f"{name} {count}" for name, count in sorted(self._counts.items()))
        rate = f"{speed:.0f}/s" if speed else ""
        self._progress.update(self._task, advance=1, rate=rate, counts=told)


def summary_text(
    counts: Counter[str], before: int, asked: int, seconds: float, out: Path, stopped: bool
) -> str:
    """How a run ended: counts, rate, where the results are, and how to go on."""
    done = sum(counts.values())
    told = ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "nothing new"
    rate = f", {done / seconds:.0f} a second" if done and seconds > 0 else ""
    lines = [f"{done} of {asked} submissions ended in {seconds:.1f} s{rate}: {told}."]
    if before:
        lines.append(f"{before} were graded before and stay as they are.")
    lines.append(f"Results: {out / 'results.jsonl'}")
    if stopped:
        lines.append(f"Stopped; {asked - done} are left. The same command goes on from here.")
    return "\n".join(lines)
