"""A machine as `grade doctor` shows it: sections of things that are as they should be, or not."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its name, whether it is to be had, and a line on it."""

    name: str
    ok: bool
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Findings under a common title."""

    title: str
    findings: tuple[Finding, ...]


def machine_text(sections: Sequence[Section], verdict: str) -> str:
    """All sections, `ok` or `--` before each finding, and the verdict; at most 100 columns."""
    width = max(len(finding.name) for section in sections for finding in section.findings)
    lines: list[str] = []
    for section in sections:
        lines.append(section.title)
        for finding in section.findings:
            lines += _finding(finding, width)
        lines.append("")
    return "\n".join([*lines, *textwrap.wrap(verdict, WIDTH)]) + "\n"


def _finding(finding: Finding, width: int) -> Iterator[str]:
    word = "ok" if finding.ok else "--"
    head = f"  {word}  {finding.name:<{width}}  "
    # A path is longer than a line at times; it is broken rather than let out of the hundred columns.
    for line in textwrap.wrap(finding.text, WIDTH - len(head)) or [""]:
        yield (head + line).rstrip()
        head = " " * len(head)
