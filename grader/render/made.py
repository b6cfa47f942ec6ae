"""A new room in the terminal: what was made, what each file is for, and what to type next."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from grader.validate.template import Made


def made_text(made: Sequence[Made], here: Path, command: str) -> str:
    """Every file and folder of the room with its purpose, then `command`, which lists what to do."""
    shown = [_shown(each.path, here) for each in made]
    width = max(map(len, shown))
    lines = ["Made"]
    lines += [f"  {path:<{width}}  {each.purpose}" for path, each in zip(shown, made, strict=True)]
    lines += ["", "Each file says after `TODO:` what it still lacks.", "", "Next"]
    lines += [f"  {command}    lists what is left to do"]
    return "\n".join(lines) + "\n"


def _shown(path: Path, here: Path) -> str:
    short = path.relative_to(here) if path.is_relative_to(here) else path
    return f"{short}{os.sep}" if path.is_dir() else str(short)
