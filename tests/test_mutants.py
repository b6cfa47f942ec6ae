"""Mutants: each rule makes its change and no other, and what is known to be equivalent is marked."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from grader.course import Course
from grader.errors import CourseError
from grader.models import Exercise
from grader.validate import killing
from grader.validate.findings import Mutant, RoomProof
from grader.validate.mutants import Mutation, mutations

ROOT = Path(__file__).parent.parent
REFERENCES = sorted(ROOT.glob("reference/*/*.py"))

RULES = [
    ("return a + b", "another operator", "return a - b"),
    ("return a @ b", "another operator", "return a * b"),
    ("return a ** b", "another operator", "return a * b"),
    ("return a // b", "another operator", "return a / b"),
    ("a += b", "another operator", "a -= b"),
    ("return a - b", "operands swapped", "return b - a"),
    ("return a * b", "operand dropped", "return a"),
    ("return -a", "sign or negation dropped", "return a"),
    ("return not a", "sign or negation dropped", "return a"),
    ("return a and b", "and for or", "return a or b"),
    ("return a or b", "condition dropped", "return b"),
    ("return a < b", "another comparison", "return a <= b"),
    ("return a < b", "another comparison", "return a > b"),
    ("return a == b", "another comparison", "return a != b"),
    ("return a is None", "another comparison", "return a is not None"),
    ("return a in b", "another comparison", "return a not in b"),
    ("return True", "True for False", "return False"),
    ("return 3", "off by one", "return 4"),
    ("return 3", "off by one", "return 2"),
    ("return a[0]", "off by one", "return a[1]"),
    ("return 0.5", "another constant", "return 1.0"),
    ("return 0.5", "constant is zero", "return 0.0"),
    ("return a.sum(axis=1)", "axis dropped", "return a.sum()"),
    ("return a.sum(axis=1)", "another axis", "return a.sum(axis=0)"),
    ("return a.sum(axis=0)", "another axis", "return a.sum(axis=-1)"),
    ("return a.sum(axis=1, keepdims=True)", "keepdims dropped", "return a.sum(axis=1)"),
    ("return a.std(ddof=1)", "ddof dropped", "return a.std()"),
    ("return a.mean()", "another function", "return a.sum()"),
    ("return max(a)", "another function", "return min(a)"),
    ("return np.abs(a)", "call dropped", "return a"),
    ("return a.copy()", "copy dropped", "return a"),
    ("return f(a, b)", "arguments swapped", "return f(b, a)"),
    ("a = b", "line dropped", "pass"),
    ("a.clear()", "line dropped", "pass"),
    ("raise ValueError", "line dropped", "pass"),
    ("if a:\n        return b", "condition always", "if True:"),
    ("if a:\n        return b", "condition never", "if False: ⏎ pass"),
    ("return b if a else c", "condition always", "return b"),
    ("return b if a else c", "condition never", "return c"),
    ("return a", "nothing returned", "return"),
    ("a = a - b", "in place", "a -= b"),
    ("return a", "another argument", "return b"),
]


def of(body: str) -> list[Mutation]:
    return mutations(f"def f(a, b):\n    {body}\n")


@pytest.mark.parametrize(("body", "rule", "after"), RULES, ids=lambda text: text.replace("\n", " "))
def test_each_rule_makes_its_change(body: str, rule: str, after: str) -> None:
    assert (rule, after) in [(mutation.rule, mutation.after) for mutation in of(body)]


def test_every_rule_of_the_module_is_in_the_table() -> None:
    tree = ast.parse((ROOT / "grader" / "validate" / "mutants.py").read_text("utf-8"))
    yielded = [node.value for node in ast.walk(tree) if isinstance(node, ast.Yield)]
    named = {
        value.elts[0].value
        for value in yielded
        if isinstance(value, ast.Tuple) and isinstance(value.elts[0], ast.Constant)
    }

    assert named
    assert named <= {rule for _, rule, _ in RULES}


def test_a_mutant_tells_its_line_and_what_stood_there() -> None:
    (dropped,) = [each for each in of("c = a\n    return c") if each.rule == "line dropped"]

    assert (dropped.line, dropped.before, dropped.after) == (2, "c = a", "pass")


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring with 3 words."""',
        "import numpy as np\nfrom math import pi",
        "def f(a: 1 + 2) -> 3 - 4:\n    ...",
        "@mark(1 + 2)\nclass C:\n    '''Text.'''",
    ],
    ids=["docstring", "imports", "annotations", "decorators"],
)
def test_what_no_run_depends_on_is_left_alone(source: str) -> None:
    assert mutations(source) == []


def test_a_default_value_is_changed_like_any_other() -> None:
    assert "def f(lr=0.2):" in [each.after for each in mutations("def f(lr=0.1):\n    ...")]


@pytest.mark.parametrize("file", REFERENCES, ids=lambda file: file.stem)
def test_mutants_of_a_reference_compile_differ_from_it_and_from_each_other(file: Path) -> None:
    source = file.read_text("utf-8")

    made = mutations(source)

    trees = [ast.dump(ast.parse(each.source)) for each in made]
    assert len(made) > 10
    assert ast.dump(ast.parse(source)) not in trees
    assert len(set(trees)) == len(trees)
    assert all(each.before != each.after for each in made)
    assert [each.line for each in made] == sorted(each.line for each in made)


def test_what_does_not_compile_is_no_mutant() -> None:
    text = "def f(a):\n    while a:\n        break\n    return {**a}"

    assert all(compile(each.source, "mutant", "exec") for each in mutations(text))


# ---------------------------------------------------------------- survivors and equivalents

MARK = '[[equivalent]]\nbefore = "return a + b"\nafter = "return b + a"\nreason = "A sum has no order."\n'


@pytest.fixture
def room(toy: Course, tmp_path: Path) -> Exercise:
    """An exercise whose reference's folder is empty."""
    return replace(toy.exercise("1"), reference=tmp_path)


def mutant(after: str = "return b + a", fate: str = "survived") -> Mutant:
    return Mutant(2, "return a + b", after, "a rule", fate)  # type: ignore[arg-type]  # one of its words


def judged(room: Exercise, mutants: list[Mutant], *, complete: bool = True) -> tuple[list[str], list[str]]:
    """The fates after judging, and the problems it found, as `field: sentence`."""
    proof = RoomProof(room.id)
    killing.judge(room, proof, mutants, complete=complete)
    return [each.fate for each in proof.mutants], [f"{p.field}: {p.sentence}" for p in proof.problems]


def test_a_survivor_that_is_marked_is_equivalent_and_counts_for_nothing(room: Exercise) -> None:
    (room.reference / "equivalents.toml").write_text(MARK)
    proof = RoomProof(room.id)

    killing.judge(room, proof, [mutant(), mutant("return a", "killed")], complete=True)

    assert [(each.fate, each.reason) for each in proof.mutants] == [
        ("equivalent", "A sum has no order."),
        ("killed", ""),
    ]
    assert (proof.killed, proof.problems) == (1.0, [])


def test_two_survivors_that_read_alike_need_two_marks(room: Exercise) -> None:
    (room.reference / "equivalents.toml").write_text(MARK)
    once, _ = judged(room, [mutant(), mutant()])
    (room.reference / "equivalents.toml").write_text(MARK * 2)
    twice, problems = judged(room, [mutant(), mutant()])

    assert once == ["equivalent", "survived"]
    assert (twice, problems) == (["equivalent", "equivalent"], [])


def test_one_of_two_that_read_alike_may_be_killed(room: Exercise) -> None:
    (room.reference / "equivalents.toml").write_text(MARK)

    fates, problems = judged(room, [mutant(fate="killed"), mutant()])

    assert (fates, problems) == (["killed", "equivalent"], [])


def test_a_mark_on_what_a_check_fails_is_told(room: Exercise) -> None:
    (room.reference / "equivalents.toml").write_text(MARK)

    fates, problems = judged(room, [mutant(fate="killed")])

    assert fates == ["killed"]
    assert problems == ["equivalent: marks `return b + a`, but a check fails it."]


def test_a_mark_on_what_is_no_mutant_any_more_is_told(room: Exercise) -> None:
    (room.reference / "equivalents.toml").write_text(MARK)

    _, problems = judged(room, [mutant("return a", "killed")])

    assert problems == ["equivalent: marks `return b + a`, which is no mutant (any more)."]


def test_a_sample_tells_nothing_of_marks_it_has_not_met(room: Exercise) -> None:
    (room.reference / "equivalents.toml").write_text(MARK)

    assert judged(room, [mutant("return a", "killed")], complete=False)[1] == []


@pytest.mark.parametrize(("survivors", "enough"), [(1, True), (2, False)])
def test_95_per_cent_must_be_killed(survivors: int, enough: bool, room: Exercise) -> None:
    mutants = [mutant(f"return {n}", "survived" if n < survivors else "killed") for n in range(20)]

    _, problems = judged(room, mutants)

    assert problems == ([] if enough else [": catch 90.0% of the mutants; at least 95% is asked."])


def test_a_mark_needs_a_reason(room: Exercise) -> None:
    (room.reference / "equivalents.toml").write_text(MARK.replace("reason", "because"))

    with pytest.raises(CourseError, match=r"equivalent\.0\."):
        judged(room, [mutant()])


def test_mutants_are_graded_like_any_submission(toy: Course) -> None:
    double = toy.exercise("1")
    made = killing.all_of(double)
    twice = next(i for i, each in enumerate(made) if each.rule == "nothing returned")

    (fate,) = killing.fates(toy, "1", [twice])

    assert (fate.fate, fate.after) == ("killed", "return")
