"""Looks at a room's files without running them: what belongs there, what a check may contain, what agrees."""

from __future__ import annotations

import ast
import doctest
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from grader.course import Course
from grader.models import Exercise
from grader.validate.findings import Problem

_ROOM = {"README.md", "exercise.toml", "checks.py"}
_REFERENCE = {"mistakes.toml", "equivalents.toml"}
LOOSEST = (
    1e-2  # of relative tolerances: what moves a result by less is rounding, what moves it by more is not
)
_FOLDERS = {"accepted", "mistakes"}
TODO = "TODO:"
"""What authors, and the files of a new room, put before a part that is missing."""
_AROUND = " .,:'\")]}>"  # what a line of code goes on with behind such a sentence

JUDGING = frozenset({
    "close", "same_shape", "gradient_matches", "reaches", "decreases", "within_sigma", "raises", "fail",
})  # fmt: skip
"""The names of `grader.checks` that can fail a check; each check calls one of them."""


def problems(course: Course, exercise: Exercise) -> Iterator[Problem]:
    """Everything wrong with the files of one exercise, in the order a reader would meet it."""
    yield from _stray_files(exercise)
    unreadable = [problem for file in _texts(exercise) for problem in _not_utf8(file)]
    if unreadable:  # whatever else there is to say comes from reading them
        yield from unreadable
        return
    for file in _texts(exercise):
        yield from _unfinished(file)
    yield from _missing_targets(course, exercise)
    yield from _checks(exercise)
    yield from _signatures(exercise)
    yield from _examples(exercise)


def _stray_files(exercise: Exercise) -> Iterator[Problem]:
    stub, data = exercise.stub.name, {"data"}
    yield from _strays(exercise.folder, _ROOM | {stub}, data)
    if not (exercise.folder / "README.md").is_file():
        yield Problem(exercise.folder / "README.md", "", "is missing; it is what learners read first.")
    if exercise.reference.is_dir():
        yield from _strays(exercise.reference, _REFERENCE | {stub}, _FOLDERS)
    for name in (stub, "mistakes.toml"):
        if not (exercise.reference / name).is_file():
            yield Problem(exercise.reference / name, "", "is missing; without it nothing can be proven.")


def _strays(folder: Path, files: set[str], folders: set[str]) -> Iterator[Problem]:
    for each in sorted(folder.iterdir()):
        known = each.name in (folders if each.is_dir() else files)
        if not known and each.name != "__pycache__":
            yield Problem(each, "", "does not belong into a room; remove it or say in the README what it is.")


def _texts(exercise: Exercise) -> Iterator[Path]:
    """The files an author writes, in the order a reader would meet them."""
    stub, folder = exercise.stub.name, exercise.reference
    room = [exercise.folder / name for name in ("README.md", "exercise.toml", stub, "checks.py")]
    known = [folder / name for name in (stub, "mistakes.toml", "equivalents.toml")]
    more = [file for name in sorted(_FOLDERS) for file in sorted((folder / name).glob("*.py"))]
    yield from (file for file in (*room, *known, *more) if file.is_file())


def _not_utf8(file: Path) -> Iterator[Problem]:
    try:
        file.read_text("utf-8")
    except UnicodeDecodeError:
        yield Problem(file, "", "is not UTF-8; save it as UTF-8.")


def _unfinished(file: Path) -> Iterator[Problem]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        _, found, missing = line.partition(TODO)
        if found:
            told = missing.strip(_AROUND)
            yield Problem(file, f"line {number}", f"is still to do: {told}.")


def _missing_targets(course: Course, exercise: Exercise) -> Iterator[Problem]:
    for name in exercise.file.after:
        if name not in course.ids:
            sentence = f"names `{name}`, which is not there (yet)."
            yield Problem(exercise.folder / "exercise.toml", "after", sentence, "warning")


# ------------------------------------------------------------------------------------ checks.py


def _checks(exercise: Exercise) -> Iterator[Problem]:
    file = exercise.checks
    try:
        tree = ast.parse(file.read_text("utf-8"))
    except SyntaxError as error:
        yield Problem(file, f"line {error.lineno}", f"is no Python: {error.msg}.")
        return
    judging = _judging_names(tree)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            if any(name.split(".")[0] in ("reference", exercise.module) for name in names):
                yield Problem(
                    file, f"line {node.lineno}", "imports the solution; state what must hold instead."
                )
    for node in tree.body:
        if not _is_stateless(node):
            sentence = "keeps state in the module; checks share nothing from one submission to the next."
            yield Problem(file, f"line {node.lineno}", sentence)
    for name, function in functions.items():
        for loose in _loose_tolerances(function):
            sentence = (
                f"allows a relative error of {loose:g}, which is no comparison; {LOOSEST:g} is the most."
            )
            yield Problem(file, name, sentence)
        if name.startswith("test_") and not _judges(function, functions, judging, set()):
            yield Problem(
                file, name, "compares nothing: it calls none of the judging names of `grader.checks`."
            )


def _loose_tolerances(function: ast.FunctionDef) -> Iterator[float]:
    """The relative tolerances written into a function that let almost anything of the right sign pass."""
    for node in ast.walk(function):
        if isinstance(node, ast.keyword) and node.arg == "rtol" and isinstance(node.value, ast.Constant):
            value = node.value.value
            if isinstance(value, int | float) and value > LOOSEST:
                yield value


def _judging_names(tree: ast.Module) -> set[str]:
    """The names under which this module has imported what can fail a check."""
    names = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "grader.checks":
            names |= {alias.asname or alias.name for alias in node.names if alias.name in JUDGING}
    return names


def _judges(
    function: ast.FunctionDef, functions: dict[str, ast.FunctionDef], judging: set[str], seen: set[str]
) -> bool:
    """Whether a function, or one of this module that it calls, calls a judging name."""
    if function.name in seen:
        return False
    seen.add(function.name)
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in judging:
                return True
            called = functions.get(node.func.id)
            if called is not None and _judges(called, functions, judging, seen):
                return True
    return False


def _is_stateless(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        return _is_constant(node.value)
    return False


def _is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(_is_constant(item) for item in node.elts)
    if isinstance(node, ast.UnaryOp):
        return _is_constant(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_constant(node.left) and _is_constant(node.right)
    return isinstance(node, ast.Constant)


# ------------------------------------------------------------------------------------ stub and reference


def _signatures(exercise: Exercise) -> Iterator[Problem]:
    reference = exercise.reference / exercise.stub.name
    if not reference.is_file():
        return
    stub, solution = (_public(file) for file in (exercise.stub, reference))
    for name in exercise.file.entry_points:
        for file, names in ((exercise.stub, stub), (reference, solution)):
            if name not in names:
                yield Problem(file, name, "is an entry point of `exercise.toml` but is not defined here.")
    for name, signature in stub.items():
        if name in solution and solution[name] != signature:
            sentence = f"has the signature ({signature}), the reference's is ({solution[name]})."
            yield Problem(exercise.stub, name, sentence)
        if name not in solution and not name.rpartition(".")[2].startswith("_"):
            yield Problem(
                exercise.stub, name, "is not in the reference; a learner would write it for nothing."
            )


def _public(file: Path) -> dict[str, str]:
    """The signature of each function, class and method a module defines, `__init__` included."""
    try:
        tree = ast.parse(file.read_text("utf-8"))
    except SyntaxError:
        return {}
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            found[node.name] = ast.unparse(node.args)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            found[node.name] = "class"
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and (
                    inner.name == "__init__" or not inner.name.startswith("_")
                ):
                    found[f"{node.name}.{inner.name}"] = ast.unparse(inner.args)
        if isinstance(node, ast.Assign):
            found.update({t.id: "value" for t in node.targets if isinstance(t, ast.Name) and t.id[:1] != "_"})
    return found


# ------------------------------------------------------------------------------------ examples in prose


def _examples(exercise: Exercise) -> Iterator[Problem]:
    """Runs the examples of the README and of the reference: a number in prose is a claim like any other."""
    readme, solution = exercise.folder / "README.md", exercise.reference / exercise.stub.name
    for file in (readme, solution):
        if file.is_file():
            yield from _example_failures(file, solution, needed=file == readme)


def _example_failures(file: Path, solution: Path, *, needed: bool) -> Iterator[Problem]:
    names: dict[str, object] = {}
    if solution.is_file():
        try:
            names = vars(_imported(solution))
        except Exception as error:
            yield Problem(solution, "", f"cannot be loaded: {type(error).__name__}: {error}.")
            return
    text = file.read_text("utf-8")
    prose = _docstrings(text) if file.suffix == ".py" else text
    try:
        test = doctest.DocTestParser().get_doctest(prose, names, file.name, str(file), 0)
    except ValueError as error:
        yield Problem(file, "", f"has an example that cannot be read: {error}.")
        return
    if needed and not test.examples and TODO not in text:
        yield Problem(file, "", "has no worked example in numbers (lines that start with `>>>`).", "warning")
    said: list[str] = []
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=said.append)
    if runner.failures:
        got = " ".join("".join(said).partition("Got:")[2].split("\n***")[0].split())[:80]
        yield Problem(file, "", f"has an example whose result is another one: {got}")


def _imported(solution: Path) -> ModuleType:
    """The reference as a module of its own: its examples speak of its names."""
    spec = importlib.util.spec_from_file_location(f"_examples_of_{solution.stem}", solution)
    assert spec is not None  # noqa: S101 - a file that ends in .py has a loader
    assert spec.loader is not None  # noqa: S101 - the same
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _docstrings(source: str) -> str:
    """Every docstring of a module, one after the other."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, documented)]
    return "\n\n".join(ast.get_docstring(node) or "" for node in nodes)
