"""Changes a reference by machine, one small change at a time: what no check notices, a learner may write.

Each mutant is the reference with one node of its syntax tree replaced, so that its diff is a line or two.
A mutant that behaves as the reference does is marked in the room's `equivalents.toml`, with the reason.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Change = tuple[str, ast.AST]

_BINARY: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.MatMult: (ast.Mult,),
}
_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_CALLS = {
    "max": "min", "min": "max", "maximum": "minimum", "minimum": "maximum", "sum": "mean", "mean": "sum",
    "exp": "expm1", "log": "log1p", "sqrt": "abs", "argmax": "argmin", "argmin": "argmax", "ones": "zeros",
    "zeros": "ones", "ones_like": "zeros_like", "zeros_like": "ones_like", "any": "all", "all": "any",
    "floor": "ceil", "ceil": "floor", "floor_divide": "true_divide", "std": "var", "var": "std",
    "sorted": "list", "normal": "uniform",
}  # fmt: skip
_COPIES = frozenset({"copy", "array", "deepcopy", "abs", "square", "reversed"})


@dataclass(frozen=True, slots=True)
class Mutation:
    """One changed reference: the line it changes, what stood there, what stands there now, and its source."""

    line: int
    before: str
    after: str
    rule: str
    source: str


def mutations(source: str) -> list[Mutation]:
    """Every mutant of `source`, each once, in the order of lines."""
    tree = ast.parse(source)
    plain = ast.unparse(tree)
    made: dict[str, Mutation] = {}
    for path, node in _inner_nodes(tree):
        for rule, changed in _changes(node, tree):
            mutant = _replaced(tree, path, changed)
            text = ast.unparse(ast.fix_missing_locations(mutant))
            if text != plain and text not in made and _compiles(text):
                made[text] = _told(plain, text, rule, getattr(node, "lineno", 0))
    return sorted(made.values(), key=lambda mutation: mutation.line)


Path = tuple[tuple[str, int | None], ...]


def _inner_nodes(tree: ast.AST, path: Path = ()) -> Iterator[tuple[Path, ast.AST]]:
    """Every node but docstrings, imports and annotations, with the way to it."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, node in items:
            if not isinstance(node, ast.AST) or isinstance(node, ast.Import | ast.ImportFrom):
                continue
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue  # a docstring
            here: Path = (*path, (name, index))
            yield here, node
            yield from _inner_nodes(node, here)


def _replaced(tree: ast.Module, path: Path, node: ast.AST) -> ast.Module:
    """A copy of `tree` with the node at `path` replaced."""
    new = copy.deepcopy(tree)
    place: ast.AST = new
    for name, index in path[:-1]:
        value = getattr(place, name)
        place = value if index is None else value[index]
    name, index = path[-1]
    if index is None:
        setattr(place, name, node)
    else:
        getattr(place, name)[index] = node
    return new


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _told(plain: str, text: str, rule: str, line: int) -> Mutation:
    """The mutation with its first differing lines, as they stand in the unparsed sources."""
    old, new = plain.splitlines(), text.splitlines()
    first = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    end = 0
    while end < min(len(old), len(new)) - first and old[-1 - end] == new[-1 - end]:
        end += 1
    before = " ⏎ ".join(each.strip() for each in old[first : len(old) - end])
    after = " ⏎ ".join(each.strip() for each in new[first : len(new) - end])
    return Mutation(line, before, after, rule, text)


# ------------------------------------------------------------------------------------ the rules


def _changes(node: ast.AST, tree: ast.Module) -> Iterator[Change]:
    for rule in _RULES:
        yield from rule(node, tree)


def _operators(node: ast.AST, _: ast.Module) -> Iterator[Change]:
    if isinstance(node, ast.BinOp | ast.AugAssign):
        for other in _BINARY.get(type(node.op), ()):
            new = copy.deepcopy(node)
            new.op = other()
            yield "another operator", new
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Div | ast.Pow | ast.MatMult):
        swapped = copy.deepcopy(node)
        swapped.left, swapped.right = swapped.right, swapped.left
        yield "operands swapped", swapped
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
        yield "operand dropped", copy.deepcopy(node.left)
    if isinstance(node, ast.UnaryOp):
        yield "sign or negation dropped", copy.deepcopy(node.operand)
    if isinstance(node, ast.BoolOp):
        other_op: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and for or", ast.BoolOp(other_op, copy.deepcopy(node.values))
        for value in node.values:
            yield "condition dropped", copy.deepcopy(value)


def _comparisons(node: ast.AST, _: ast.Module) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            for other in _COMPARE.get(type(op), ()):
                new = copy.deepcopy(node)
                new.ops[i] = other()
                yield "another comparison", new


def _constants(node: ast.AST, _: ast.Module) -> Iterator[Change]:
    if not isinstance(node, ast.Constant) or isinstance(node.value, str | bytes) or node.value is None:
        return
    value = node.value
    if isinstance(value, bool):
        yield "True for False", ast.Constant(not value)
    elif isinstance(value, int):
        yield "off by one", ast.Constant(value + 1)
        if value:
            yield "off by one", ast.Constant(value - 1)
    elif isinstance(value, float):
        yield "another constant", ast.Constant(value * 2 if value else 1.0)
        if value:
            yield "constant is zero", ast.Constant(0.0)


def _axes(node: ast.AST, _: ast.Module) -> Iterator[Change]:
    if isinstance(node, ast.Call):
        for i, keyword in enumerate(node.keywords):
            if keyword.arg in ("axis", "keepdims", "ddof", "replace", "axes"):
                new = copy.deepcopy(node)
                del new.keywords[i]
                yield f"{keyword.arg} dropped", new
            if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant | ast.UnaryOp):
                new = copy.deepcopy(node)
                first = ast.unparse(keyword.value) != "0"
                new.keywords[i].value = ast.Constant(0) if first else ast.Constant(-1)
                yield "another axis", new


def _calls(node: ast.AST, _: ast.Module) -> Iterator[Change]:
    if not isinstance(node, ast.Call):
        return
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in _CALLS:
        new = copy.deepcopy(node)
        if isinstance(new.func, ast.Attribute):
            new.func.attr = _CALLS[name]
        elif isinstance(new.func, ast.Name):
            new.func.id = _CALLS[name]
        yield "another function", new
    if len(node.args) == 1 and not node.keywords:
        yield "call dropped", copy.deepcopy(node.args[0])
    if not node.args and isinstance(node.func, ast.Attribute) and name in _COPIES:
        yield "copy dropped", copy.deepcopy(node.func.value)
    if len(node.args) == 2:
        new = copy.deepcopy(node)
        new.args.reverse()
        yield "arguments swapped", new


def _statements(node: ast.AST, _: ast.Module) -> Iterator[Change]:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Raise | ast.Continue | ast.Break):
        yield "line dropped", ast.Pass()
    if isinstance(node, ast.If):
        yield "condition always", ast.If(ast.Constant(True), copy.deepcopy(node.body), [])
        yield "condition never", ast.If(ast.Constant(False), [ast.Pass()], copy.deepcopy(node.orelse))
    if isinstance(node, ast.IfExp):
        yield "condition always", copy.deepcopy(node.body)
        yield "condition never", copy.deepcopy(node.orelse)
    if isinstance(node, ast.Return) and node.value is not None:
        yield "nothing returned", ast.Return(None)
    if (
        isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.BinOp)
        and isinstance(node.value.left, ast.Name)
    ):
        target, value = node.targets[0].id, node.value
        if value.left.id == target:  # type: ignore[attr-defined]  # a Name, just checked
            store = ast.Name(target, ast.Store())
            yield "in place", ast.AugAssign(store, value.op, copy.deepcopy(value.right))


def _names(node: ast.AST, tree: ast.Module) -> Iterator[Change]:
    """Another argument of the same function in place of this one."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and any(each is node for each in ast.walk(function)):
                arguments = [each.arg for each in function.args.args if each.arg != "self"]
                if node.id in arguments and len(arguments) > 1:
                    other = arguments[(arguments.index(node.id) + 1) % len(arguments)]
                    yield "another argument", ast.Name(other, ast.Load())


_RULES: tuple[Callable[[ast.AST, ast.Module], Iterator[Change]], ...] = (
    _operators, _comparisons, _constants, _axes, _calls, _statements, _names,
)  # fmt: skip
