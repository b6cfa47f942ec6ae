"""The failing call of a check as a short script: to run under a debugger, without the grader."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.judge.transcript import CheckRun, Ours
from grader.sandbox.conversation import Event
from grader.wire import Handle


def script(run: CheckRun, event: Event, file: str, module: str, seed: int) -> str:
    """A script that makes the objects `event` needs, repeats the calls on them, and prints its result."""
    position = next(i for i, each in enumerate(run.events) if each is event)
    needed = _needed(run.events[:position], event)
    lines = [
        f'"""{run.mark.title}',
        "",
        f"The call at which {run.mark.name} fails (seed {seed}).",
        '"""',
        "",
        "import importlib.util",
        "",
        "import numpy as np",
        "",
        f"spec = importlib.util.spec_from_file_location({module!r}, {file!r})",
        f"{module} = importlib.util.module_from_spec(spec)",
        f"spec.loader.exec_module({module})",
        "",
    ]
    if any(_has_ours((*each.args, *each.kwargs.values())) for each in (*needed, event)):
        lines += _OURS
    names: dict[int, str] = {}
    for each in needed:
        text = _call(each, module, names)
        if isinstance(each.result, Handle):
            names[each.result.id] = f"made_{len(names) + 1}"
            text = f"{names[each.result.id]} = {text}"
        lines.append(text)
    lines += [f"result = {_call(event, module, names)}", "print(result)"]
    return "\n".join(lines) + "\n"


_OURS = [
    "",
    "def given(*args, **kwargs):",
    '    """The check passes a function or an object of its own here; put one of yours in its place."""',
    "    raise NotImplementedError",
    "",
    "",
]


def _needed(before: list[Event], event: Event) -> list[Event]:
    """The calls that made the object `event` is asked of, and those made on it since."""
    wanted, kept = {event.target, *_handles((*event.args, *event.kwargs.values()))} - {0}, list[Event]()
    for each in reversed(before):
        makes = isinstance(each.result, Handle) and each.result.id in wanted
        if each.operation in ("call", "set", "iter", "next") and (makes or each.target in wanted):
            kept.append(each)
            wanted |= {each.target, *_handles((*each.args, *each.kwargs.values()))} - {0}
    return kept[::-1]


def _handles(values: Iterable[Any]) -> Iterable[int]:
    for value in values:
        if isinstance(value, Handle):
            yield value.id
        elif isinstance(value, list | tuple):
            yield from _handles(value)
        elif isinstance(value, dict):
            yield from _handles(value.values())


def _has_ours(values: Iterable[Any]) -> bool:
    for value in values:
        inner = (
            value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
        )
        if isinstance(value, Ours) or _has_ours(inner):
            return True
    return False


def _call(event: Event, module: str, names: dict[int, str]) -> str:
    owner = module if event.target == 0 else names.get(event.target, "None")
    args = [_literal(value, names) for value in event.args]
    args += [f"{name}={_literal(value, names)}" for name, value in event.kwargs.items()]
    if event.operation == "set":
        return f"{owner}.{event.name} = {args[0]}"
    if event.operation in ("iter", "next"):
        return f"{event.operation}({owner})"
    if event.operation == "get":
        return f"{owner}.{event.name}"
    callee = f"{owner}.{event.name}" if event.name else owner
    return f"{callee}({', '.join(args)})"


def _literal(value: Any, names: dict[int, str]) -> str:
    if isinstance(value, np.ndarray):
        dtype = "" if value.dtype in (np.float64, np.int64, np.bool_) else f", dtype={value.dtype.str!r}"
        text = np.array2string(
            value, separator=", ", threshold=10**9, max_line_width=10**9, floatmode="unique"
        )
        plain = " ".join(text.split()).replace("nan", "np.nan").replace("inf", "np.inf")
        return f"np.array({plain if value.size else value.tolist()}{dtype})"
    if isinstance(value, np.random.Generator | Ours):
        return "np.random.default_rng(0)" if getattr(value, "type_name", "") == "Generator" else "given"
    if isinstance(value, Handle):
        return names.get(value.id, "None")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(k, names)}: {_literal(v, names)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        inner = ", ".join(_literal(item, names) for item in value)
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' * (len(value) == 1)})"
    if isinstance(value, np.generic):
        return f"np.{type(value).__name__}({value.item()!r})"
    return repr(value)
