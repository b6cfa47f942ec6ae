"""A report as a learner's terminal shows it: every check on a line, the first failure in full, what next.

At most 100 columns; no meaning lies in colour alone; without colour when told so.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

from grader.models import (
    CallEvidence,
    CheckReport,
    Clue,
    Comparison,
    Diagnosis,
    DivergenceEvidence,
    ErrorEvidence,
    Evidence,
    Excerpt,
    Measurement,
    Outcome,
    Output,
    Report,
    State,
)

WIDTH = 100
MAX_MEASURED = 4  # numbers shown of a check: a report file holds all of them

_WORDS = {
    Outcome.PASSED: ("pass", "green"),
    Outcome.FAILED: ("FAIL", "bold red"),
    Outcome.RAISED: ("FAIL", "bold red"),
    Outcome.TIMEOUT: ("TIME", "bold red"),
    Outcome.MEMORY: ("FAIL", "bold red"),
    Outcome.CRASHED: ("FAIL", "bold red"),
    Outcome.TOO_LARGE: ("FAIL", "bold red"),
    Outcome.VIOLATION: ("FAIL", "bold red"),
    Outcome.WAITING: ("wait", "yellow"),
    Outcome.NOT_RUN: ("  --", "dim"),
    Outcome.INTERNAL: ("OURS", "bold magenta"),
}
_SILENT = (Outcome.WAITING, Outcome.NOT_RUN)
_QUIET = (Outcome.PASSED, *_SILENT)


def report_text(report: Report, *, color: bool = False, every: bool = False) -> str:
    """The whole screen for one report; `every` expands all failures instead of the first."""
    lines = [_headline(report), Text()]
    if report.outcome in (State.GRADED, State.INTERNAL):
        for check in report.checks:
            lines += _check_line(check, report)
        loud = [check for check in report.checks if check.outcome not in _QUIET]
        for check in loud if every else loud[:1]:
            lines += [Text(), *_expanded(check)]
        if report.diagnosis is not None:
            lines += _diagnosis(report.diagnosis)
        if len(loud) > 1 and not every:
            more = "one more check fails" if len(loud) == 2 else f"{len(loud) - 1} more checks fail"
            lines += [Text(), Text(f"{more}; --all shows everything.", "dim")]
        if not loud and not report.passed:
            waits = [check.message for check in report.checks if check.outcome is Outcome.WAITING]
            lines += [Text(), *_wrapped(waits[0] if waits else "Not every check was run.", "  ")]
    else:
        lines += _wrapped(report.message, "  ")
    lines += [Text(), *_next_steps(report)]
    return _printed(lines, color)


def _printed(lines: Iterable[Text], color: bool) -> str:
    console = Console(
        file=io.StringIO(),
        width=WIDTH,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        legacy_windows=False,
    )
    for line in lines:
        console.print(line, soft_wrap=True)
    printed: str = console.file.getvalue()  # type: ignore[attr-defined]  # the StringIO above
    return "\n".join(line.rstrip() for line in printed.splitlines()) + "\n"


def _headline(report: Report) -> Text:
    head = f"{report.exercise.partition('_')[0]} {report.title}"
    passed = sum(check.outcome is Outcome.PASSED for check in report.checks)
    parts = [f"{report.seconds:.2f} s"]
    if report.outcome is State.GRADED:
        parts = [f"{passed} of {len(report.checks)} checks pass", points_text(report), *parts]
    else:
        parts = [{
            State.NOT_STARTED: "not started yet",
            State.REFUSED: "could not be graded",
            State.MISSING: "missing",
            State.INTERNAL: "the grader failed",
        }[report.outcome], *parts]  # fmt: skip
    told = "".join(f"   {part}" for part in parts)
    path = _short_path(report.submission.path, WIDTH - len(head) - len(told) - 3)
    return Text(head, "bold") + Text(f"   {path}{told}")


def points_text(report: Report) -> str:
    """Points as people write them: "3 of 10 points", "no score" where the grader failed."""
    if report.points is None:
        return "no score"
    return f"{report.points:g} of {report.max_points:g} points"


def _short_path(path: str, room: int) -> str:
    room = min(room, 40)  # more crowds out what matters
    return path if len(path) <= room else "…" + path[-room + 1 :]


def _check_line(check: CheckReport, report: Report) -> Iterator[Text]:
    word, style = _WORDS[check.outcome]
    worth = f"{check.max_points:g} p"
    title = textwrap.wrap(check.title or check.name, WIDTH - 16) or [""]
    yield Text("  ") + Text(word, style) + Text(f"  {worth:>5}  {title[0]}")
    for more in title[1:]:
        yield Text(" " * 15 + more)
    if check.outcome in _SILENT and check.message and report.outcome is State.GRADED:
        for line in textwrap.wrap(check.message, WIDTH - 16):
            yield Text(" " * 15 + line, "dim")


def _expanded(check: CheckReport) -> Iterator[Text]:
    word, style = _WORDS[check.outcome]
    yield Text(word, style) + Text(f" {check.name}", "bold")
    yield from _wrapped(check.message, "  ")
    parted = any(isinstance(item, DivergenceEvidence) and item.got for item in check.evidence)
    measured = [item for item in check.evidence if isinstance(item, Measurement)]
    for item in check.evidence:
        if isinstance(item, Measurement) and item not in measured[-MAX_MEASURED:]:
            continue  # the last ones decided
        yield from _comparison(item, parted) if isinstance(item, Comparison) else _evidence(item)


def _diagnosis(diagnosis: Diagnosis) -> Iterator[Text]:
    """The names of the mistakes this behaves like, and what each asks the learner."""
    if not diagnosis.mistakes:
        return
    names = [name.replace("_", " ") for name in diagnosis.mistakes]
    sure = diagnosis.certainty == "very_likely"
    yield Text()
    yield Text("Very likely: " if sure else "One of: ", "bold yellow") + Text("; ".join(names), "bold")
    for says in diagnosis.says:
        yield from _wrapped(says, "  " if sure else "  - ")


def _evidence(item: Evidence) -> Iterator[Text]:
    if isinstance(item, CallEvidence):
        yield from _labelled("call", item.text)
        for name, argument in item.arguments:
            yield from _labelled("", f"{name} = {_excerpt(argument)}")
    elif isinstance(item, DivergenceEvidence):
        yield from _divergence(item)
    elif isinstance(item, Clue):
        yield from _labelled("clue", item.text or item.name)
    elif isinstance(item, ErrorEvidence):
        name = item.type_name or item.exception
        line = f"  (your line {item.line})" if item.line else ""
        yield from _labelled("raised", f"{name}: {item.text}{line}" if item.text else f"{name}{line}")
    elif isinstance(item, Measurement):
        value = f"{item.value:.6g}" if isinstance(item.value, float) else item.value
        band = f" ± {item.sigma:.2g} by chance" if item.sigma else ""
        yield from _labelled("measured", f"{item.what}: {value}{band}")
    elif isinstance(item, Output):
        label = "printed"
        for line in item.text.splitlines()[:12]:
            yield from _labelled(label, line)
            label = ""


def _divergence(item: DivergenceEvidence) -> Iterator[Text]:
    if item.expected is not None and item.got is not None:
        yield from _labelled("expected", _excerpt(item.expected))
        yield from _labelled("got", _excerpt(item.got))
    place = f" at {list(item.first_index)}" if item.first_index else ""
    before = "its first call" if not item.calls_before else f"after {item.calls_before} right calls"
    if item.calls_before == 1:
        before = "after one right call"
    yield from _labelled("where", f"goes wrong in {item.part}{place}, {before}")


def _comparison(item: Comparison, parted: bool) -> Iterator[Text]:
    """`parted` when the values were shown already, where they first went wrong."""
    if item.expected is not None and not parted:
        yield from _labelled("expected", _excerpt(item.expected))
    if item.got is not None and not parted:
        yield from _labelled("got", _excerpt(item.got))
    if item.problem == "values" and item.max_abs is not None:
        sizes = f"largest error {item.max_abs:.2g}"
        if item.max_rel:
            sizes += f", relative {item.max_rel:.2g}"
        count = f"{item.n_differing} of {item.size} values, " if item.size > 1 else ""
        place = f"first at {list(item.first_index)}, " if item.first_index else ""
        allowed = f" (allowed: {item.tolerance})" if item.tolerance else ""
        yield from _labelled("differs", f"{count}{place}{sizes}{allowed}")


def _excerpt(value: Excerpt) -> str:
    if value.text:
        return value.text
    numbers = [f"{v:.6g}" if isinstance(v, float) else str(v) for v in value.values]
    if not value.shape:
        return f"{numbers[0] if numbers else ''}  ({value.type})"
    more = " …" if value.more else ""
    shape = f"  shape {value.shape}" if len(value.shape) > 1 or value.more else ""
    return f"{value.at or ''}{' ' if value.at else ''}[{'  '.join(numbers)}{more}]{shape}"


def _labelled(label: str, text: str) -> Iterator[Text]:
    for line in _lines(text, WIDTH - 14):
        yield Text(f"  {label:<10}", "dim") + Text(line)
        label = ""


def _wrapped(text: str, indent: str) -> Iterator[Text]:
    for line in _lines(text, WIDTH - len(indent) - 1):
        yield Text(indent + line)


def _lines(text: str, width: int) -> Iterator[str]:
    """`text` in lines of at most `width`, its own line breaks kept, overlong words cut."""
    for line in text.splitlines():
        for piece in textwrap.wrap(line, width, break_on_hyphens=False) or [""]:
            yield from [piece] if cell_len(piece) <= width else chop_cells(piece, width)  # two columns each


def _next_steps(report: Report) -> Iterator[Text]:
    number = report.exercise.partition("_")[0]
    if report.passed:
        yield Text("PASSED", "bold green") + Text("  Every check passes.")
        return
    yield Text("Next", "bold")
    place = report.submission.path
    if report.outcome is State.NOT_STARTED:
        yield from _labelled("write", f"{place}: replace each `raise NotImplementedError`")
    elif report.line:
        yield from _labelled("look", f"{place}, line {report.line}")
    failing = next((check.name for check in report.checks if check.outcome not in _QUIET), None)
    if report.outcome is State.GRADED:
        yield from _labelled("hint", f"grade hint {number}")
    if failing is not None and failing != "leaves_its_arguments_alone":
        yield from _labelled("repro", f"grade repro {number}.{failing} --seed {report.seed}")
    yield from _labelled("then", f"grade exercise {number}")
    yield from _labelled("repeat", f"--seed {report.seed} gives the same numbers again")
