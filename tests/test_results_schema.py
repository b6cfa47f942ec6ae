"""Format 1: the schema in `docs` is the code's, real reports obey it, and `docs/results.md` shows one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.course import find_course
from grader.grading import grade
from grader.models import Report, Reveal, Submission
from grader.render.json import report_json, schema
from grader.sandbox.workers import ProcessSpawner

ROOT = Path(__file__).parent.parent
GradeToy = Callable[..., Report]  # the fixture of that name
SUBMISSIONS = ROOT / "tests" / "toy_course" / "submissions"

DIVERGES = b"""
import numpy as np

class Adam:
    def __init__(self, **constants): pass
    def step(self, params, grads): return {name: w * np.nan for name, w in params.items()}
"""


def problems_of(report: Report) -> list[str]:
    """What the schema in `docs` has against a report."""
    written = json.loads((ROOT / "docs" / "results.schema.json").read_text(encoding="utf-8"))
    found = jsonschema.Draft202012Validator(written).iter_errors(json.loads(report_json(report)))
    return [f"{error.json_path}: {error.message}" for error in found]


def keys_of(value: Any) -> Any:
    """A value with everything but its keys taken out."""
    if isinstance(value, dict):
        return {key: keys_of(item) for key, item in value.items()}
    return [keys_of(item) for item in value] if isinstance(value, list) else None


def test_the_schema_in_the_documents_is_the_one_the_code_makes() -> None:
    written = (ROOT / "docs" / "results.schema.json").read_text(encoding="utf-8")

    current = (
        json.loads(written) == schema()
    )  # compared here: pytest would show a thousand lines of difference
    assert current, "docs/results.schema.json is old: run `make schema`"


@pytest.mark.parametrize(
    "name",
    "passes fails raises stub empty syntax_error exits_at_import other_name nan none nonsense huge_int "
    "changes_argument prints_10_mb crashes".split(),
)
def test_a_report_obeys_the_schema_at_every_level(name: str, grade_toy: GradeToy) -> None:
    report = grade_toy((SUBMISSIONS / f"{name}.py").read_bytes())

    assert {level: problems_of(report.at(level)) for level in Reveal} == {level: [] for level in Reveal}


def test_a_report_whose_chart_and_errors_are_not_finite_obeys_the_schema(spawner: ProcessSpawner) -> None:
    report = grade(find_course().exercise("adam"), Submission("adam.py", DIVERGES), 15, spawner)

    assert '"chart"' in report_json(report)
    assert '"nan"' in report_json(report)
    assert problems_of(report) == []


def test_the_schema_refuses_an_unknown_outcome(grade_toy: GradeToy) -> None:
    report = json.loads(report_json(grade_toy((SUBMISSIONS / "passes.py").read_bytes())))
    report["outcome"] = "excellent"

    with pytest.raises(jsonschema.ValidationError, match="excellent"):
        jsonschema.validate(report, schema())


def test_the_example_in_the_documents_is_what_its_command_prints() -> None:
    page = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
    typed = page.partition("$ grade ")[2].partition("\n")[0]
    example = json.loads(page.partition("```json\n")[2].partition("```")[0])

    command = [sys.executable, "-m", "grader", *typed.split()]
    printed = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stdout)

    jsonschema.validate(example, schema())
    assert keys_of(example) == keys_of(printed)
    assert list(example) == list(printed)
    for key in ("submission", "outcome", "points", "seed", "calls", "diagnosis"):
        assert example[key] == printed[key]
