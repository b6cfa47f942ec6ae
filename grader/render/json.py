"""A report as JSON, format 1: what `grade exercise --json` prints and a line of `results.jsonl` holds.

Format 1 is described in `docs/results.md`; its JSON Schema is made from the model by `schema`.
"""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

from grader.models import Report

_ORDER = (
    "format exercise title submission outcome points max_points message line checks diagnosis reveal "
    "isolation seed seconds calls versions"
).split()


def report_json(report: Report, indent: int | None = None) -> str:
    """One report; on a single line unless `indent` is given. Keys stand in a fixed order."""
    return json.dumps(plain(report), indent=indent, ensure_ascii=False, allow_nan=False)


def plain(report: Report) -> dict[str, Any]:
    """The report as dicts, lists, texts and finite numbers."""
    values = _finite(dataclasses.asdict(report))
    values["points"] = report.points
    values["max_points"] = report.max_points
    return {key: values[key] for key in _ORDER}


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def schema() -> dict[str, Any]:
    """The JSON Schema of format 1."""
    import pydantic  # takes 0.1 s, and only this needs it

    made = pydantic.TypeAdapter(Report).json_schema(mode="serialization")
    number = {"type": "number"}
    made["properties"]["points"] = {
        "anyOf": [number, {"type": "null"}],
        "description": "Earned points; null where the grader itself failed.",
    }
    made["properties"]["max_points"] = number
    made["properties"] = {key: made["properties"][key] for key in _ORDER}
    made["$defs"] = {
        name: part if name == "CheckReport" else _with_names(part) for name, part in made["$defs"].items()
    }  # points are always finite
    made["required"] = list(_ORDER)
    made["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _with_names(node: Any) -> Any:
    """`node` of a schema, every number in it also allowed by the name `_finite` writes for it."""
    if isinstance(node, list):
        return [_with_names(item) for item in node]
    if not isinstance(node, dict):
        return node
    walked = {key: _with_names(item) for key, item in node.items()}
    if walked.get("type") == "number":
        del walked["type"]
        walked["anyOf"] = [{"type": "number"}, {"enum": ["nan", "inf", "-inf"]}]
    return walked
