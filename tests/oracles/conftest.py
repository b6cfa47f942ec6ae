"""What the oracles share: the reference and the checks of the room a test file is named after."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from grader.course import find_course
from grader.models import Exercise


def exercise_of(request: pytest.FixtureRequest) -> Exercise:
    """The exercise of `test_15_oracle.py`, and so on."""
    return find_course().exercise(Path(str(request.path)).name.split("_")[1])


def loaded(file: Path) -> ModuleType:
    """A module of the course, under a name of its own: it must not meet a learner's."""
    spec = importlib.util.spec_from_file_location(f"oracle_of_{file.parent.name}_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reference(request: pytest.FixtureRequest) -> ModuleType:
    """The reference solution."""
    exercise = exercise_of(request)
    return loaded(exercise.reference / exercise.stub.name)


@pytest.fixture(scope="module")
def checks(request: pytest.FixtureRequest) -> ModuleType:
    """The checks, for the transcriptions they hold."""
    return loaded(exercise_of(request).checks)
