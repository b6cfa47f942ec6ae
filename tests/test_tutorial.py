"""The tutorial of `docs/authors.md`, done as its reader does it: files are written, commands are typed."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "authors.md"
BLOCK = re.compile(r"^(?:`([\w./]+)`\n\n)?(```+)(\w+)\n(.*?)^\2$", re.DOTALL | re.MULTILINE)
SECONDS = re.compile(r"\d+\.\d+ ?s\b")


def steps() -> Iterator[tuple[str, str]]:
    """What the tutorial has its reader do, in order: a file's name and text, or `$` and typed commands."""
    tutorial = PAGE.read_text("utf-8").split("\n## Tutorial")[1]
    for file, _, language, text in BLOCK.findall(tutorial):
        assert file or language == "console", f"the block has no file name:\n{text}"
        yield file or "$", text


@pytest.fixture
def typed(tmp_path: Path) -> dict[str, str]:
    """An environment whose `grade` and `python` are the ones under test."""
    shims = tmp_path / "bin"
    shims.mkdir()
    for name, words in (("python", ""), ("grade", "-m grader ")):
        (shims / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words}"$@"\n')
        (shims / name).chmod(0o755)
    return {**os.environ, "PATH": f"{shims}:{os.environ['PATH']}"}


def test_the_tutorial_leads_from_nothing_to_a_proven_room_as_the_page_shows_it(
    tmp_path: Path, typed: dict[str, str]
) -> None:
    folder, codes = tmp_path / "course", []
    folder.mkdir()

    for name, text in steps():
        if name != "$":
            assert (folder / name).parent.is_dir(), f"`grade new` has not made the folder of {name}"
            (folder / name).write_text(text, encoding="utf-8")
            continue
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
            done = subprocess.run(
                command, shell=True, cwd=folder, env=typed, capture_output=True, text=True, check=False
            )
            assert _as_shown(done.stdout, shown), f"$ {command}\n{done.stdout}{done.stderr}"
            codes.append((command.split()[0], done.returncode))

    validated = [code for command, code in codes if command == "grade"]
    assert validated == [0, 2, 2, 0]  # made; nothing done; no mistakes yet; proven
    assert ("python", 0) in codes


def test_a_page_that_shows_something_else_is_noticed() -> None:
    assert _as_shown("ok   1.2 s\nproven\n", "ok   0.9 s\nproven\n")
    assert _as_shown("first\nsecond\nthird\n", "first\n...\nthird\n")
    assert not _as_shown("first\nsecond\n", "first\n")
    assert not _as_shown("3 problems\n", "4 problems\n")


def _as_shown(printed: str, shown: str) -> bool:
    """Whether what was printed is what the page shows: `...` stands for anything, a time for any time."""
    same = doctest.OutputChecker().check_output
    return same(SECONDS.sub("T s", shown), SECONDS.sub("T s", printed), doctest.ELLIPSIS)
