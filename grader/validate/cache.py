"""Remembers which rooms were proven, by the content of all that could change the outcome."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

import numpy as np

from grader.course.files import cache_folder
from grader.models import Exercise
from grader.validate.findings import RoomProof
from grader.validate.record import plain, proof

_PACKAGE = Path(__file__).parent.parent
_ENGINE = ("checks", "judge", "worker", "wire", "sandbox", "validate", "diagnosis", "models", "grading.py")


def room_hash(exercise: Exercise) -> str:
    """The hash of a room, its reference, the parts of this package a verdict depends on, and NumPy."""
    digest = hashlib.sha256(np.__version__.encode())
    places = [exercise.folder, exercise.reference, *(_PACKAGE / name for name in _ENGINE)]
    for place in places:
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(place.parent)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def recall(exercise: Exercise, kind: str) -> RoomProof | None:
    """The proof of this very content, if it was proven without an error; `kind` tells proofs apart."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        found = proof(json.loads(_file(exercise, kind).read_text("utf-8")))
        found.cached = True
        return found
    return None


def remember(exercise: Exercise, kind: str, proven: RoomProof) -> None:
    """Keeps a proof that found no error."""
    if proven.errors:
        return
    file = _file(exercise, kind)
    with contextlib.suppress(OSError):  # a cache that cannot be written costs time, nothing else
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(plain(proven)), "utf-8")


def _file(exercise: Exercise, kind: str) -> Path:
    return cache_folder() / "proven" / f"{room_hash(exercise)}-{kind}.json"
