"""`grade validate`: what is wrong with a room is told with file and field, and a weakened check is named."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from grader.course import Course
from grader.judge.lane import AUTOMATIC
from grader.validate import proof as proving
from grader.validate.findings import Problem
from grader.validate.proof import prove
from grader.validate.room import JUDGING
from grader.validate.room import problems as problems_of

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Room:
    """A copy of one room, alone in a course, to be spoilt."""

    course: Course
    id: str

    def file(self, name: str) -> Path:
        """`checks.py` is in the exercise's folder, `reference/mistakes.toml` in the reference's."""
        folder, _, rest = name.partition("/")
        if folder == "reference":
            return self.course.folder / "reference" / self.id / rest
        return self.course.folder / "exercises" / self.id / name

    def put(self, name: str, text: str) -> None:
        self.file(name).parent.mkdir(parents=True, exist_ok=True)
        self.file(name).write_text(text, encoding="utf-8")

    def edit(self, name: str, find: str, put: str) -> None:
        text = self.file(name).read_text("utf-8")
        assert text.count(find) == 1, f"{find!r} does not stand once in {name}"
        self.put(name, text.replace(find, put))

    def add_mistake(self, name: str, edits: str, fails: str = "test_first_step_has_size_lr") -> None:
        entry = f'[[mistake]]\nname = "{name}"\nedits = [{edits}]\nfails = ["{fails}"]\nsays = "Why?"\n'
        self.put("reference/mistakes.toml", self.file("reference/mistakes.toml").read_text("utf-8") + entry)

    def told(self, *, seeds: tuple[int, ...] = (1,)) -> list[tuple[str, str, str]]:
        """File, field and sentence of every error that proving the room finds."""
        return self._told(prove(self.course, self.id, seeds=seeds).errors)

    def told_of_files(self) -> list[tuple[str, str, str]]:
        """The same of what is found without grading anything."""
        found = problems_of(self.course, self.course.exercise(self.id))
        return self._told([each for each in found if each.severity == "error"])

    def _told(self, problems: list[Problem]) -> list[tuple[str, str, str]]:
        def short(file: Path) -> str:
            place = file.relative_to(self.course.folder)
            return str(Path(*(("reference",) if place.parts[0] == "reference" else ()), *place.parts[2:]))

        return [(short(problem.file), problem.field, problem.sentence) for problem in problems]


def copied(id_: str, folder: Path) -> Room:
    for half in ("exercises", "reference"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / half / id_, folder / half / id_, ignore=ignored)
    return Room(Course(folder), id_)


@pytest.fixture
def adam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Adam with three of its mistakes, so that a proof takes half a second."""
    monkeypatch.setattr(proving, "MISTAKE_SEEDS", (1,))
    room = copied("15_adam", tmp_path)
    text = room.file("reference/mistakes.toml").read_text("utf-8").split("[[mistake]]")
    room.put("reference/mistakes.toml", "[[mistake]]".join(text[:4]))
    return room


# ---------------------------------------------------------------- weakened checks


def called(node: ast.AST) -> set[str]:
    """The names of the functions that a piece of a check calls."""
    calls = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
    return {func.id for func in calls if isinstance(func, ast.Name)}


def judges(node: ast.AST) -> bool:
    """Whether a statement calls one of the names that can fail a check."""
    return bool(called(node) & JUDGING)


def with_a_tolerance_of_1(check: ast.FunctionDef) -> bool:
    """Whether nothing else could fail the check."""
    for call in ast.walk(check):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "close":
            call.keywords = [each for each in call.keywords if each.arg not in ("rtol", "atol")]
            call.keywords += [ast.keyword(name, ast.Constant(1.0)) for name in ("rtol", "atol")]
    return called(check) & JUDGING == {"close"}


def with_its_asserts_removed(check: ast.FunctionDef) -> bool:
    statements = [each for each in ast.walk(check) if isinstance(each, ast.Expr) and judges(each)]
    for statement in statements:
        statement.value = ast.Constant(None)
    return bool(statements) and not judges(check)


def with_loops_over_nothing(check: ast.FunctionDef) -> bool:
    nothing, count = ast.Tuple([], ast.Load()), 0
    for i, statement in enumerate(check.body):
        if not judges(statement) or not isinstance(statement, ast.For | ast.Expr | ast.With):
            continue
        count += 1
        if isinstance(statement, ast.For):
            statement.iter = nothing
        else:
            check.body[i] = ast.For(ast.Name("_", ast.Store()), nothing, [statement], [])
    return count > 0


def with_few_mistakes(room: Room) -> None:
    """Leaves each check two of the mistakes that must fail it: to grade them all takes a minute."""
    file, count = room.file("reference/mistakes.toml"), Counter[str]()
    head, *entries = file.read_text("utf-8").split("[[mistake]]")
    kept = [head]
    for entry in entries:
        fails = tomllib.loads("[[mistake]]" + entry)["mistake"][0]["fails"]
        if any(count[name] < 2 for name in fails):
            kept.append(entry)
            count.update(fails)
    file.write_text("[[mistake]]".join(kept))


@pytest.mark.parametrize("weaken", [with_a_tolerance_of_1, with_its_asserts_removed, with_loops_over_nothing])
@pytest.mark.parametrize("id_", Course(ROOT).ids)
def test_each_check_that_is_weakened_by_hand_is_named(
    id_: str,
    weaken: Callable[[ast.FunctionDef], bool],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(proving, "MISTAKE_SEEDS", (1,))
    room = copied(id_, tmp_path)
    with_few_mistakes(room)
    tree = ast.parse(room.file("checks.py").read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    helping = {each.name for each in functions if judges(each)}
    helping |= {each.name for each in functions if called(each) & helping}
    checks = [each for each in functions if each.name.startswith("test_")]
    weak = {check.name for check in checks if weaken(check)}
    if weaken is with_its_asserts_removed:  # those of the functions it calls are still there
        weak -= {check.name for check in checks if called(check) & helping}
    room.put("checks.py", ast.unparse(ast.fix_missing_locations(tree)))

    told = " ".join(f"{field} {sentence}" for _, field, sentence in room.told())

    assert weak
    assert {name for name in weak if name not in told} == set()


@pytest.mark.parametrize("id_", Course(ROOT).ids)
def test_no_check_is_named_as_long_as_none_is_weakened(
    id_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proving, "MISTAKE_SEEDS", (1,))
    room = copied(id_, tmp_path)
    with_few_mistakes(room)

    assert [told for told in room.told() if "test_" in " ".join(told)] == []


# ---------------------------------------------------------------- files


def stray_file(room: Room) -> None:
    room.put("notes.txt", "to do\n")


def stray_file_beside_the_reference(room: Room) -> None:
    room.put("reference/adam_old.py", "\n")


def no_readme(room: Room) -> None:
    room.file("README.md").unlink()


def still_to_do(room: Room) -> None:
    room.edit("README.md", "# 15 Adam\n", "# 15 Adam\nTODO: the idea.\n")


def another_encoding(room: Room) -> None:
    room.file("adam.py").write_bytes("# \u00fc\n".encode("latin-1"))


def module_state(room: Room) -> None:
    room.edit("checks.py", "import numpy as np\n", "import numpy as np\n\nSEEN = []\n")


def import_of_the_reference(room: Room) -> None:
    room.edit("checks.py", "import numpy as np\n", "import numpy as np\nfrom reference.adam import Adam\n")


def import_of_the_module(room: Room) -> None:
    room.edit("checks.py", "import numpy as np\n", "import adam\nimport numpy as np\n")


def check_that_compares_nothing(room: Room) -> None:
    check = '@check(points=1)\ndef test_runs(submission):\n    """It runs."""\n    assert submission.Adam()\n'
    room.put("checks.py", room.file("checks.py").read_text("utf-8") + "\n\n" + check)


def tolerance_that_is_none(room: Room) -> None:
    room.edit("checks.py", "atol=1e-7", "rtol=0.05")


def other_signature(room: Room) -> None:
    room.edit("adam.py", "def step(self, params, grads):", "def step(self, params, gradients):")


def name_that_only_the_stub_has(room: Room) -> None:
    room.put("adam.py", room.file("adam.py").read_text("utf-8") + "\n\ndef reset():\n    ...\n")


def example_with_another_result(room: Room) -> None:
    room.edit("README.md", "(0.5, 0.25, 0.9)", "(0.5, 0.25, 0.8)")


def example_that_cannot_be_read(room: Room) -> None:
    room.edit("README.md", ">>> w = 1 - 0.1", ">>>w = 1 - 0.1")


@pytest.mark.parametrize(
    ("spoil", "file", "field", "sentence"),
    [
        (stray_file, "notes.txt", "", "does not belong into a room"),
        (stray_file_beside_the_reference, "reference/adam_old.py", "", "does not belong into a room"),
        (no_readme, "README.md", "", "is missing"),
        (still_to_do, "README.md", "line 2", "is still to do: the idea."),
        (another_encoding, "adam.py", "", "is not UTF-8"),
        (module_state, "checks.py", "line 5", "keeps state in the module"),
        (import_of_the_reference, "checks.py", "line 4", "imports the solution"),
        (import_of_the_module, "checks.py", "line 3", "imports the solution"),
        (check_that_compares_nothing, "checks.py", "test_runs", "compares nothing"),
        (tolerance_that_is_none, "checks.py", "test_first_step_has_size_lr", "a relative error of 0.05"),
        (other_signature, "adam.py", "Adam.step", "(self, params, gradients), the reference's is"),
        (name_that_only_the_stub_has, "adam.py", "reset", "is not in the reference"),
        (example_with_another_result, "README.md", "", "whose result is another one: (0.5, 0.25, 0.9)"),
        (example_that_cannot_be_read, "README.md", "", "cannot be read"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_wrong_with_a_file_is_told_with_file_and_field(
    spoil: Callable[[Room], None], file: str, field: str, sentence: str, adam: Room
) -> None:
    assert adam.told_of_files() == []

    spoil(adam)

    assert [(f, where) for f, where, said in adam.told_of_files() if sentence in said] == [(file, field)]


def test_an_entry_point_must_be_in_the_stub_and_in_the_reference(adam: Room) -> None:
    adam.edit("exercise.toml", '["Adam"]', '["Adam", "Nadam"]')

    told = {(file, field) for file, field, said in adam.told_of_files() if "is not defined here" in said}

    assert told == {("adam.py", "Nadam"), ("reference/adam.py", "Nadam")}


# ---------------------------------------------------------------- what cannot even be graded

MISTAKES = "reference/mistakes.toml"
FIRST, SECOND = "mistake.no_bias_correction", 'name = "only_m_corrected"'
M_HAT = 'find = "m_hat = m / (1 - beta1**t)", put = "m_hat = m"'
SIX_STEPS = "test_six_steps_follow_the_algorithm"


@pytest.mark.parametrize(
    ("name", "find", "put", "field", "sentence"),
    [
        ("exercise.toml", "hints = [", 'hints = ["One more.",', "hints", "at most 3"),
        ("exercise.toml", "minutes = 25", "colour = 1", "colour", "not a known key"),
        ("exercise.toml", "minutes = 25", 'minutes = "long"', "minutes", "valid integer"),
        ("exercise.toml", "minutes = 25", "minutes = ", "", "is no TOML"),
        ("checks.py", "points=2", "points=1", "points", "add to 8;"),
        ("checks.py", "points=2", "points=4", "points", "add to 11;"),
        ("checks.py", "points=2", "points=0", "", "must be worth more than 0 points"),
        ("checks.py", "points=2", 'points=2, needs="test_x"', SIX_STEPS, "is no earlier check"),
        (MISTAKES, M_HAT, 'find = "m_hat = 2 * m", put = ""', FIRST, "stands nowhere in the reference"),
        (MISTAKES, M_HAT, 'find = "beta1", put = ""', FIRST, "times in the reference, not once"),
        (MISTAKES, M_HAT, M_HAT.replace('put = "', 'put = "= '), FIRST, "does not compile"),
        (MISTAKES, SECOND, 'name = "no_bias_correction"', FIRST, "stands there twice"),
        (MISTAKES, SECOND, f'{SECOND}\nnote = "new"', "mistake.1.note", "not a known key"),
        (MISTAKES, SECOND, f'{SECOND}\nfile = "mistakes/m.py"', "mistake.only_m_corrected", "needs either"),
    ],
)  # fmt: skip
def test_a_course_error_becomes_a_problem_of_its_room(
    name: str, find: str, put: str, field: str, sentence: str, adam: Room
) -> None:
    text = adam.file(name).read_text("utf-8")
    adam.put(name, text.replace(find, put, 1))
    assert adam.file(name).read_text("utf-8") != text

    (told,) = [each for each in adam.told() if each[0] == name and sentence in each[2]]

    assert told[1] == field


# ---------------------------------------------------------------- what must pass, what must not


def test_a_stub_that_is_the_solution_is_told(adam: Room) -> None:
    adam.put("adam.py", adam.file("reference/adam.py").read_text("utf-8"))

    assert (
        "adam.py",
        "",
        "is graded with 10 points; an untouched stub is not_started with 0.",
    ) in adam.told()


def test_a_stub_that_does_not_load_is_told_with_its_reason(adam: Room) -> None:
    adam.edit("adam.py", "raise NotImplementedError", "raise = 1")

    (told,) = [
        said for file, field, said in adam.told() if (file, field) == ("adam.py", "") and "refused" in said
    ]

    assert "SyntaxError" in told


def test_an_accepted_variant_that_fails_is_told_with_seed_and_check(adam: Room) -> None:
    adam.edit("reference/accepted/efficient_order.py", "lr=0.001", "lr=0.002")

    (told,) = [each for each in adam.told() if each[0] == "reference/accepted/efficient_order.py"]

    assert told[1] == "seed 1"
    assert told[2].startswith("must earn 10 points; test_tiny_gradients is failed")


def test_one_accepted_variant_is_too_few(adam: Room) -> None:
    adam.file("reference/accepted/efficient_order.py").unlink()

    assert ("reference/accepted", "", "holds 1 variants; at least 2 styles must pass.") in adam.told()


def test_the_automatic_point_is_kept_wherever_calls_take_containers(adam: Room) -> None:
    adam.edit("checks.py", 'points=1, hint="If the', 'points=2, hint="If the')

    (told,) = [said for file, field, said in adam.told() if (file, field) == ("checks.py", "points")]

    assert told == f"must add to 9: calls take arrays, so {AUTOMATIC} counts 1."


def test_a_check_that_an_answer_of_nothing_passes_is_named(adam: Room) -> None:
    adam.edit("checks.py", "    close(new, {", "    if new is not None:\n        close(new, {")

    assert (
        "checks.py",
        "test_first_step_has_size_lr",
        "passes an answer whose functions return None.",
    ) in adam.told()


def test_a_tolerance_that_rounding_uses_up_is_told(adam: Room) -> None:
    adam.edit("checks.py", "atol=1e-7", "atol=4e-9")

    assert [
        said
        for file, field, said in adam.told()
        if field == "test_first_step_has_size_lr" and "of its tolerance on a right submission" in said
    ]


def test_a_mistake_that_is_caught_barely_is_told(adam: Room) -> None:
    adam.add_mistake("shorter_by_a_millionth", '{ find = "w - self.lr *", put = "w - 0.999999 * self.lr *" }')

    (told,) = [
        said for _, field, said in adam.told() if field == "test_first_step_has_size_lr" and "catches" in said
    ]

    assert "catches `shorter_by_a_millionth` by" in told


# ---------------------------------------------------------------- mistakes

SAME = '{ find = "np.sqrt(v_hat)", put = "v_hat**0.5" }'
OTHER_LR = '{ find = "lr=0.001", put = "lr=0.002" }'


def test_a_mistake_that_fails_nothing_is_told(adam: Room) -> None:
    adam.add_mistake("none_at_all", SAME)

    told = {(file, field): said for file, field, said in adam.told()}

    here = "reference/mistakes.toml"
    assert told[here, "mistake.none_at_all"].startswith("fails no check")
    assert told[here, "mistake.none_at_all.fails"].startswith(
        "names `test_first_step_has_size_lr`, which it does not"
    )


def test_a_mistake_that_names_a_check_it_does_not_fail_is_told(adam: Room) -> None:
    adam.add_mistake("other_default", OTHER_LR)

    (told,) = [said for _, field, said in adam.told() if field == "mistake.other_default.fails"]

    assert told == "names `test_first_step_has_size_lr`, which it does not fail under every seed."


def test_a_mistake_that_names_no_check_is_told(adam: Room) -> None:
    adam.add_mistake("other_default", OTHER_LR, fails="test_the_moon")

    (told,) = [said for _, field, said in adam.told() if field == "mistake.other_default.fails"]

    assert told == "names `test_the_moon`, which is no check."


def test_two_mistakes_that_look_alike_are_told(adam: Room) -> None:
    twin = '{ find = "m_hat = m / (1 - beta1**t)", put = "m_hat = 1.0 * m" }'
    adam.add_mistake("its_twin", twin)

    told = [said for _, field, said in adam.told() if field == "mistake.its_twin"]

    assert "behaves like `only_v_corrected` in every recorded call; a probe must tell them apart." in told


def test_an_outcome_that_no_check_ends_in_is_told(adam: Room) -> None:
    text = adam.file("reference/mistakes.toml").read_text("utf-8")
    adam.put("reference/mistakes.toml", text.replace("[[mistake]]", '[[mistake]]\noutcome = "timeout"', 1))

    assert (
        "reference/mistakes.toml",
        "mistake.no_bias_correction",
        "should end as timeout; no check did.",
    ) in adam.told()


def test_a_check_that_no_mistake_fails_is_told_and_three_mistakes_are_too_few(adam: Room) -> None:
    told = adam.told()

    assert ("reference/mistakes.toml", "", "names 3 mistakes; at least 4 are needed.") in told
    unfailed = {field for _, field, said in told if "is failed by no known mistake" in said}
    assert AUTOMATIC in unfailed
    assert "test_first_step_has_size_lr" not in unfailed


def test_everything_that_is_wrong_is_told_at_once(adam: Room) -> None:
    for spoil in (stray_file, module_state, other_signature, still_to_do):
        spoil(adam)
    adam.add_mistake("none_at_all", SAME)

    told = {file for file, _, _ in adam.told()}

    assert told >= {"notes.txt", "checks.py", "adam.py", "README.md", "reference/mistakes.toml"}


# ---------------------------------------------------------------- the command

SOUND = {
    "exercises/01_half/README.md": "# Half\n\n>>> half(4.0)\n2.0\n",
    "exercises/01_half/exercise.toml": """\
format = 1
title = "Half"
entry_points = ["half"]
source = "Nobody needs a paper for this"
quiz = "q01_foundations"
hints = ["One.", "Two.", "Three."]
""",
    "exercises/01_half/half.py": "def half(x):\n    raise NotImplementedError\n",
    "exercises/01_half/checks.py": '''\
"""Checks of the smallest room that is sound."""

import numpy as np

from grader.checks import check, close


@check(points=9)
def test_halves(submission):
    """Half of every number."""
    x = np.array([2.0, -5.0, 0.0])
    close(submission.half(x), np.array([1.0, -2.5, 0.0]))
''',
    "reference/01_half/half.py": "def half(x):\n    return x / 2\n",
    "reference/01_half/accepted/times.py": "def half(x):\n    return 0.5 * x\n",
    "reference/01_half/accepted/minus.py": "def half(x):\n    return x - x / 2\n",
    "reference/01_half/mistakes.toml": "".join(
        f'[[mistake]]\nname = "m{i}"\nedits = [{{ find = "return x / 2", put = "{put}" }}]\n'
        f'fails = ["{fails}"]\nsays = "Why?"\n'
        for i, (put, fails) in enumerate([
            ("return x", "test_halves"),
            ("return x * 2", "test_halves"),
            ("return x // 2", "test_halves"),
            ("x /= 2\\n    return x", "leaves_its_arguments_alone"),
        ])
    ),
}  # fmt: skip


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A course whose one room is sound."""
    for name, text in SOUND.items():
        (tmp_path / "course" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "course" / name).write_text(text)
    return tmp_path / "course"


def validate(course: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", "--course", str(course), "validate", *map(str, words)]
    env = {**os.environ, "XDG_CACHE_HOME": str(course.parent / "cache")}
    return subprocess.run(
        command, cwd=course.parent, env=env, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_sound_room_is_proven_and_ends_with_0(sound: Path) -> None:
    run = validate(sound)

    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("ok   01_half  ")
    assert run.stdout.endswith("1 of 1 exercises are proven.\n")


def test_json_holds_every_problem_with_file_and_field_and_ends_with_2(sound: Path) -> None:
    (sound / "exercises" / "01_half" / "notes.txt").touch()

    run = validate(sound, "1", "--json")

    data = json.loads(run.stdout)
    (room,) = data["rooms"]
    (problem,) = room["problems"]
    assert (run.returncode, data["format"], room["id"]) == (2, 1, "01_half")
    assert problem["file"] == str(sound / "exercises" / "01_half" / "notes.txt")
    assert (problem["field"], problem["severity"]) == ("", "error")
    assert room["kills"]["m3"] == ["leaves_its_arguments_alone"]


def test_junit_has_a_case_for_each_room_and_its_problems_in_the_failure(sound: Path, tmp_path: Path) -> None:
    shutil.copytree(sound / "exercises" / "01_half", sound / "exercises" / "02_half")

    run = validate(sound, "--junit", tmp_path / "report.xml")

    suite = ET.parse(tmp_path / "report.xml").getroot()[0]
    failure = suite[1].find("failure")
    assert run.returncode == 2
    assert [case.get("name") for case in suite] == ["01_half", "02_half"]
    assert (suite.get("tests"), suite.get("failures"), suite[0].find("failure")) == ("2", "1", None)
    assert failure is not None
    assert "course/reference/02_half/half.py is missing" in str(failure.text)


def test_a_junit_file_that_cannot_be_written_is_told_in_a_sentence(sound: Path) -> None:
    run = validate(sound, "--junit", "no/such/folder.xml")

    assert run.returncode == 2
    assert run.stderr.splitlines()[-1].startswith("grade: `no/such/folder.xml` cannot be written")


def test_changed_takes_only_rooms_that_were_not_proven_as_they_are_now(sound: Path) -> None:
    first = validate(sound, "--changed")
    second = validate(sound, "--changed")
    readme = sound / "exercises" / "01_half" / "README.md"
    readme.write_text(readme.read_text() + "\nMore.\n")
    third = validate(sound, "--changed")

    assert [run.returncode for run in (first, second, third)] == [0, 0, 0]
    assert ["proven before" in run.stdout for run in (first, second, third)] == [False, True, False]


def test_changed_never_remembers_a_room_with_an_error(sound: Path) -> None:
    (sound / "exercises" / "01_half" / "notes.txt").touch()

    runs = [validate(sound, "--changed") for _ in range(2)]

    assert all(run.returncode == 2 and "notes.txt" in run.stdout for run in runs)


def test_mutants_and_margins_are_shown_when_asked_for(sound: Path) -> None:
    run = validate(sound, "--mutants", "--margins")

    assert run.returncode == 0, run.stdout
    assert re.search(r"100\.0% of \d+ mutants killed", run.stdout)
    assert re.search(r"test_halves +tolerance right uses +0\.0e\+00   nearest mistake", run.stdout)


def test_an_unknown_room_is_told_in_a_sentence(sound: Path) -> None:
    run = validate(sound, "halve")

    assert run.returncode == 2
    assert run.stderr == "grade: There is no exercise `halve`; did you mean `01_half`?\n"
