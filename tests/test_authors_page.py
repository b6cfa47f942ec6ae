"""The authors' page: it names all of `grader.checks`, its examples run, and what it calls judging judges."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import grader.checks
import grader.models
from grader.checks import CheckFailed, problems
from grader.checks.marking import MARK
from grader.checks.recording import Notes, notes
from grader.course import Course, read_toml
from grader.models import MistakesFile, Submission
from grader.sandbox.proxy import Remote
from grader.validate.empty import empty_answer
from grader.validate.killing import EquivalentsFile
from grader.validate.room import JUDGING

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "authors.md").read_text("utf-8")

FENCE = r"```python\n(.*?)```"
PREAMBLE, SOURCE = re.findall(FENCE, PAGE.split("## The names of")[1], re.DOTALL)[:2]
SECTIONS = re.findall(rf"^#### `([^`]+)`\n(?:(?!^#).)*?{FENCE}", PAGE, re.DOTALL | re.MULTILINE)
EXAMPLES = {heading.partition("(")[0]: example for heading, example in SECTIONS}
HEADINGS = {heading.partition("(")[0]: heading for heading, _ in SECTIONS}

Load = Callable[[str], Remote]


def run(name: str, submission: Remote) -> tuple[dict[str, Any], Notes]:
    """Runs an example as a check does; the names it leaves, and what it noted."""
    names = {"submission": submission, "rng": np.random.default_rng(1)}
    noted = Notes()
    token = notes.set(noted)
    try:
        exec(compile(PREAMBLE + EXAMPLES[name], f"<example of {name}>", "exec"), names)
    finally:
        notes.reset(token)
    return names, noted


def test_the_page_and_all_agree() -> None:
    assert sorted(HEADINGS) == sorted(grader.checks.__all__)
    assert len(SECTIONS) == len(HEADINGS)


def test_the_imports_of_the_page_are_all_the_names() -> None:
    imported = next(node for node in ast.parse(PREAMBLE).body if isinstance(node, ast.ImportFrom))

    assert sorted(alias.name for alias in imported.names) == sorted(grader.checks.__all__)


CALLED = [name for name in grader.checks.__all__ if not isinstance(getattr(grader.checks, name), ModuleType)]


@pytest.mark.parametrize("name", CALLED)
def test_a_signature_on_the_page_is_the_real_one(name: str) -> None:
    scope: dict[str, Any] = {}
    exec(f"def written{HEADINGS[name].removeprefix(name)}: ...", scope)
    written = inspect.signature(scope["written"])
    real = inspect.signature(getattr(grader.checks, name))

    assert [(p.name, p.kind, p.default) for p in written.parameters.values()] == [
        (p.name, p.kind, p.default) for p in real.parameters.values()
    ]


def test_no_example_has_more_than_two_statements() -> None:
    longer = [name for name, example in EXAMPLES.items() if len(ast.parse(example).body) > 2]

    assert longer == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_uses_its_name_and_runs(name: str, direct: Load) -> None:
    run(name, direct(SOURCE))

    assert re.search(rf"\b{name}\b" if name != "Spy" else r"slope\.count", EXAMPLES[name])


@pytest.mark.parametrize("name", sorted(JUDGING))
def test_the_example_of_a_judging_name_fails_an_answer_that_says_nothing(name: str, direct: Load) -> None:
    nothing = empty_answer(Submission("mine.py", SOURCE.encode())).source.decode()

    with pytest.raises(CheckFailed):
        run(name, direct(nothing))


def test_the_page_names_what_judges_as_validate_counts_it() -> None:
    sentence = re.search(r"Eight of them judge: (.*?)\. Every check", PAGE, re.DOTALL)

    assert sentence is not None
    assert set(re.findall(r"`(\w+)`", sentence[1])) == JUDGING
    assert len(JUDGING) == 8


def test_check_marks_the_function_with_what_it_was_told(direct: Load) -> None:
    names, _ = run("check", direct(SOURCE))

    mark = getattr(names["test_doubles_twice"], MARK)
    assert (mark.points, mark.needs, mark.title) == (
        2,
        ("test_doubles",),
        "Doubling twice gives four times as much.",
    )


def test_measure_and_attach_leave_notes(direct: Load) -> None:
    _, measured = run("measure", direct(SOURCE))
    _, pictured = run("attach", direct(SOURCE))

    assert [m.what for m in measured.measurements] == ["the largest draw"]
    assert [chart.kind for chart in pictured.charts] == ["bars"]


def test_every_problem_law_and_chart_is_on_the_page() -> None:
    found = [name for name, each in vars(problems).items() if _is_ours(each, problems) and name[0].islower()]
    laws = [name for name, each in vars(grader.checks.laws).items() if _is_ours(each, grader.checks.laws)]

    assert {f"problems.{name}(" for name in found} <= set(re.findall(r"problems\.\w+\(", PAGE))
    assert {f"laws.{name}" for name in laws} - {"laws.Count"} <= set(re.findall(r"laws\.\w+", PAGE))
    assert all(f"`{kind}`" in PAGE for kind in "Bars Curves HeatMap Histogram Images Trajectory".split())


def _is_ours(value: object, module: ModuleType) -> bool:
    return getattr(value, "__module__", None) == module.__name__


def test_the_tables_of_the_page_are_valid_where_they_show_a_file(tmp_path: Path) -> None:
    adam = Course(ROOT).exercise("15_adam")
    mistakes, equivalents = (text for text in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[:2])
    for name, text in (("mistakes.toml", mistakes), ("equivalents.toml", equivalents)):
        (tmp_path / name).write_text(text)

    entry = read_toml(tmp_path / "mistakes.toml", MistakesFile).mistake[0]
    assert len(read_toml(tmp_path / "equivalents.toml", EquivalentsFile).equivalent) == 1
    assert (adam.reference / "adam.py").read_text().count(entry.edits[0].find) == 1
    assert all(f"def {name}(" in adam.checks.read_text() for name in entry.fails)
