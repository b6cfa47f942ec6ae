"""A room's proof as plain values and back: it crosses between our processes, and stays in the cache."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from grader.validate.findings import Mutant, Problem, Range, RoomProof


def plain(proof: RoomProof) -> dict[str, Any]:
    """The proof as dicts, lists, texts and numbers; paths as texts, infinities as texts."""
    values = dataclasses.asdict(proof)
    for problem in values["problems"]:
        problem["file"] = str(problem["file"])
    for margin in values["margins"]:
        for key in ("used", "nearest"):
            if margin[key] == float("inf"):
                margin[key] = "inf"
    return values


def proof(values: dict[str, Any]) -> RoomProof:
    """Reads what `plain` wrote."""
    made = {**values}
    made["problems"] = [Problem(**{**each, "file": Path(each["file"])}) for each in values["problems"]]
    made["margins"] = [Range(**{**each, **_numbers(each)}) for each in values["margins"]]
    made["mutants"] = mutants(values["mutants"])
    made["checks"] = tuple(values["checks"])
    made["kills"] = {name: tuple(fails) for name, fails in values["kills"].items()}
    return RoomProof(**made)


def plain_mutants(mutants: list[Mutant]) -> list[dict[str, Any]]:
    """Mutants as dicts of texts and numbers."""
    return [dataclasses.asdict(mutant) for mutant in mutants]


def mutants(values: list[dict[str, Any]]) -> list[Mutant]:
    """Reads what `plain_mutants` wrote."""
    return [Mutant(**each) for each in values]


def _numbers(margin: dict[str, Any]) -> dict[str, float | None]:
    return {key: float(margin[key]) if margin[key] is not None else None for key in ("used", "nearest")}
