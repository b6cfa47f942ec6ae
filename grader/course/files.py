"""Reads a TOML file of the course into its model, or says which file, which field, and what is wrong.

pydantic validates; importing it takes longer than grading, so what has passed once is remembered by its
content in the user's cache folder. A file that was never seen is never trusted.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from grader import __version__
from grader.errors import CourseError
from grader.models import Edit, ExerciseFile, Limits, MistakeEntry, MistakesFile, Reveal

Model = TypeVar("Model")


def read_toml(file: Path, model: type[Model]) -> Model:
    """The content of `file` as a `model`. CourseError for anything the model does not allow."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CourseError(file, "", f"cannot be read: {error.strerror}.") from None
    try:
        plain = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise CourseError(file, "", "is not UTF-8; save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(file, "", f"is no TOML: {error}.") from None
    proven = _proof_of(content, model)
    if model in _BUILT and proven.exists():
        return _BUILT[model](plain)  # type: ignore[no-any-return]  # it is the model asked for
    value = _validated(file, plain, model)
    with contextlib.suppress(OSError):  # a cache that cannot be written costs time, nothing else
        proven.parent.mkdir(parents=True, exist_ok=True)
        proven.touch()
    return value


def _validated(file: Path, plain: dict[str, Any], model: type[Model]) -> Model:
    import pydantic  # takes 0.1 s: see the top

    try:
        return pydantic.TypeAdapter(model).validate_python(plain)
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        ours = _SENTENCES.get(first["type"])
        message = ours.format(**first.get("ctx", {})) if ours else first["msg"]
        raise CourseError(file, field, f"{message[:1].lower()}{message[1:]}.") from None


_SENTENCES = {
    "unexpected_keyword_argument": "is not a known key; remove it or correct its spelling",
    "extra_forbidden": "is not a known key; remove it or correct its spelling",
    "missing": "is missing",
    "missing_argument": "is missing",
    "too_short": "should have at least {min_length}, it has {actual_length}",
    "too_long": "should have at most {max_length}, it has {actual_length}",
}  # where pydantic's own words speak of Python


def _exercise_file(plain: dict[str, Any]) -> ExerciseFile:
    """Builds the model from content that has passed pydantic before."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in plain.items()}
    if "reveal" in values:
        values["reveal"] = Reveal(values["reveal"])
    if "limits" in values:
        values["limits"] = Limits(**values["limits"])
    return ExerciseFile(**values)


def _mistakes_file(plain: dict[str, Any]) -> MistakesFile:
    """The same for known mistakes."""
    entries = []
    for entry in plain.get("mistake", ()):
        edits = tuple(Edit(**edit) for edit in entry.get("edits", ()))
        entries.append(MistakeEntry(**{**entry, "edits": edits, "fails": tuple(entry["fails"])}))
    return MistakesFile(mistake=tuple(entries))


_BUILT: dict[type[Any], Callable[[dict[str, Any]], Any]] = {
    ExerciseFile: _exercise_file,
    MistakesFile: _mistakes_file,
}  # what a grading reads; files that only `validate` reads can wait for pydantic


def _proof_of(content: bytes, model: type[Any]) -> Path:
    """The file whose existence says that this content was valid for this version of the model."""
    parts = (model, Limits, MistakeEntry, Edit)
    fields = [[(field.name, str(field.type)) for field in dataclasses.fields(part)] for part in parts]
    key = json.dumps([__version__, sys.version_info[:2], model.__name__, fields]).encode()
    digest = hashlib.sha256(key + b"\0" + content).hexdigest()
    return cache_folder() / "valid" / digest


def cache_folder() -> Path:
    """Where Backgrade keeps what it can always work out again."""
    root = os.environ.get("XDG_CACHE_HOME")
    if root:
        return Path(root) / "backgrade"
    try:
        return Path.home() / ".cache" / "backgrade"
    except RuntimeError:  # a user without a home
        return Path(tempfile.gettempdir()) / f"backgrade-{os.getuid()}"
