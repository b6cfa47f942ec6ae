"""The house of `grader`: imports go down the floors only, and what must not be used anywhere is not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "grader"
SOURCES = sorted(PACKAGE.rglob("*.py"))

FLOORS = (
    "errors models wire",
    "course notebook workspace worker sandbox checks",
    "judge",
    "grading quiz",
    "diagnosis gradebook",
    "validate bulk release",
    "render",
    "cli",
)
"""From the ground up; whoever adds a module to `grader` gives it its floor here."""

FLOOR = {name: level for level, names in enumerate(FLOORS) for name in names.split()}


def name_of(file: Path) -> str:
    """The name on a floor that a source file belongs to: `judge` for `grader/judge/lane.py`."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST, file: Path) -> Iterator[tuple[str, int]]:
    """Every module or name imported anywhere in a file, in full, and the line: inside functions as well."""
    package = file.relative_to(PACKAGE.parent).with_suffix("").parts[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level + 1]) + "." if node.level else ""
            yield from ((f"{above}{node.module}.{alias.name}", node.lineno) for alias in node.names)


def ours(file: Path) -> Iterator[tuple[str, str]]:
    """The names on floors that a file imports, each with its place."""
    for full, line in imported(ast.parse(file.read_bytes()), file):
        parts = full.split(".")
        if parts[0] == "grader" and len(parts) > 1 and not parts[1].startswith("_"):
            yield parts[1], f"{file.relative_to(PACKAGE)}:{line}"


def is_data(file: Path) -> bool:
    """The package itself, and two learners' files that `grade demo` grades: they stand on no floor."""
    return (file.parent == PACKAGE and file.stem.startswith("_")) or file.parent == PACKAGE / "demo"


INSIDE = [file for file in SOURCES if not is_data(file)]


def test_every_module_has_its_floor() -> None:
    names = {name_of(file) for file in INSIDE}

    assert names <= set(FLOOR), f"name their floors in FLOORS: {', '.join(sorted(names - set(FLOOR)))}"


@pytest.mark.parametrize("file", INSIDE, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_down_only_and_neighbours_never_meet(file: Path) -> None:
    here = name_of(file)

    wrong = [
        f"{place} imports {other}"
        for other, place in ours(file)
        if other != here and FLOOR[other] >= FLOOR[here]
    ]

    assert not wrong


@pytest.mark.parametrize(
    "text",
    ["import pickle", "def f():\n    import grader.cli", "if TYPE_CHECKING:\n    from grader import cli",
     "from ..cli import main", "import os, grader.cli.asking"],
)  # fmt: skip
def test_no_way_to_write_an_import_is_overlooked(text: str) -> None:
    found = [full for full, _ in imported(ast.parse(text), PACKAGE / "checks" / "laws.py")]

    assert any(full == "pickle" or full.startswith("grader.cli") for full in found)


WORKER = sorted((PACKAGE / "worker").glob("*.py"))


@pytest.mark.parametrize("file", WORKER, ids=lambda file: file.name)
def test_the_worker_imports_the_wire_and_itself_alone(file: Path) -> None:
    assert {other for other, _ in ours(file)} <= {"wire", "worker"}


@pytest.mark.parametrize("file", sorted((PACKAGE / "wire").glob("*.py")), ids=lambda file: file.name)
def test_the_wire_imports_itself_alone(file: Path) -> None:
    assert {other for other, _ in ours(file)} <= {"wire"}


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_nothing_is_ever_unpickled_or_evaluated(file: Path) -> None:
    tree = ast.parse(file.read_bytes())
    loading = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
    may_execute = file == PACKAGE / "worker" / "session.py"  # running a submission is what it is for

    roots = {full.split(".")[0] for full, _ in imported(tree, file)}
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    pickles_allowed = [
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "allow_pickle"
    ]

    assert not roots & loading
    assert not called & ({"eval"} if may_execute else {"eval", "exec", "__import__"})
    assert not pickles_allowed
