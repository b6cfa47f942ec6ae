"""One submission, loaded: answers requests about it, one at a time.

A request is `[op, generator states, *arguments]`; a reply is `[status, content, changed, generator states]`:

    value      content is the value; what is not plain stays here, behind a handle
    method     the attribute asked for is a bound method: call it by its name
    stop       an iterator is exhausted
    error      content is `[type name, names of built-in bases, message, line]`
    too_large  content says which limit the value exceeds

`changed` names the arguments a call has changed. How the frames travel is left to the caller.
"""

from __future__ import annotations

import builtins
import linecache
import operator
import random
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

import numpy as np

from grader.wire import (
    GENERATOR,
    HANDLE,
    TOKEN,
    Answer,
    Codec,
    GeneratorState,
    TooLarge,
    Violation,
)

MAX_TEXT = 4000  # characters of an exception's message: more helps nobody

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    name: getattr(operator, name)
    for name in "add sub mul truediv floordiv mod pow matmul and_ or_ xor lshift rshift lt le gt ge".split()
}
_UNARY: dict[str, Callable[[Any], Any]] = {
    "neg": operator.neg, "pos": operator.pos, "abs": abs, "invert": operator.invert, "len": len,
}  # fmt: skip

Reply = list[Any]


class Session:
    """Holds one submission's module and every object of it the grader knows by a handle."""

    def __init__(self, ask: Answer) -> None:
        self._ask = ask
        self._objects: dict[int, Any] = {}
        self._ids: dict[int, int] = {}
        self._next_id = 1
        self._lent: dict[int, _Lent] = {}
        self._generators: dict[int, np.random.Generator] = {}
        self._synced: dict[int, GeneratorState] = {}
        self._watched: dict[int, _Snapshot] = {}
        self._file = ""
        self._ops: dict[str, Callable[..., Reply]] = {
            "load": self._load,
            "begin": self._begin,
            "names": self._names_defined,
            "get": self._get,
            "set": self._set,
            "call": self._call,
            "item": self._item,
            "set_item": self._set_item,
            "iter": self._iter,
            "next": self._next,
            "operator": self._operator,
            "unary": self._unary,
        }

    def handle(self, request: list[Any]) -> Reply:
        """Answers one request; an exception of the submission becomes an `error` reply."""
        op, states, *arguments = request
        for state in states:
            self.find(GENERATOR, state)
        try:
            status, content, changed = self._ops[op](*arguments)
        except BaseException as error:
            status, content, changed = self.told(error)
        return [status, content, changed, self._generator_news()]

    def told(self, error: BaseException) -> Reply:
        """The reply that tells of an exception."""
        if isinstance(error, TooLarge):
            return ["too_large", str(error), []]
        changed = getattr(error, "_changed_arguments", [])
        bases = [c.__name__ for c in type(error).__mro__ if getattr(builtins, c.__name__, None) is c]
        try:
            message = error.msg if isinstance(error, SyntaxError) else str(error)
            message = str.__str__(message)
        except BaseException:
            message = ""
        name = str.__str__(type(error).__name__)
        return ["error", [name[:200], bases, message[:MAX_TEXT], self._line_of(error)], changed]

    def _line_of(self, error: BaseException) -> int | None:
        if isinstance(error, SyntaxError) and error.filename == self._file:
            return error.lineno
        line = None
        frame = error.__traceback__
        while frame is not None:
            if frame.tb_frame.f_code.co_filename == self._file:
                line = frame.tb_lineno
            frame = frame.tb_next
        return line

    # ---------------------------------------------------------------- names for what is not plain

    def name(self, value: object) -> tuple[int, object]:
        """A token for what the grader lent, its own number for a generator, a handle for all else."""
        if type(value) in _LENT:
            return TOKEN, value._lent_id  # type: ignore[attr-defined]  # every kind of _Lent has one
        if isinstance(value, np.random.Generator):
            for number, generator in self._generators.items():
                if generator is value:
                    return GENERATOR, number
        key = id(value)
        if key not in self._ids:
            self._ids[key] = self._next_id
            self._objects[self._next_id] = value
            self._next_id += 1
        kind = f"{type(value).__name__}"
        if isinstance(value, np.ndarray):
            kind = f"{kind} of dtype {value.dtype}"
        return HANDLE, [self._ids[key], kind[:200], callable(value)]

    def find(self, code: int, payload: Any) -> object:
        """The object a handle, token or generator stands for on this side."""
        if code == HANDLE:
            return self._objects[payload]
        if code == TOKEN:
            number, methods = payload
            if number not in self._lent:
                kind = _LentCallable if "" in methods else _Lent
                self._lent[number] = kind(number, tuple(methods), self._call_back)
            return self._lent[number]
        if code == GENERATOR:
            state = GeneratorState.unpacked(payload)
            generator = self._generators.get(state.id)
            if generator is None:
                generator = self._generators[state.id] = np.random.Generator(np.random.PCG64(0))
            state.advance(generator)
            self._synced[state.id] = state
            return generator
        raise Violation("an unknown kind of name")

    def _generator_news(self) -> list[list[object]]:
        news = []
        for number, generator in self._generators.items():
            state = GeneratorState.of(number, generator)
            if state != self._synced[number]:
                self._synced[number] = state
                news.append(state.packed())
        return news

    def _call_back(self, number: int, method: str, args: Any, kwargs: Any) -> Any:
        reply = self._ask(["callback", self._generator_news(), number, method, list(args), kwargs])
        status, content, states = reply
        for state in states:
            self.find(GENERATOR, state)
        if status == "answer":
            return content
        name, message = content
        raise getattr(builtins, name)(message)

    # ---------------------------------------------------------------- requests

    def _load(self, file: str, name: str, source: bytes) -> Reply:
        self._file = file
        module = types.ModuleType(name)
        module.__file__ = file
        self._objects[0] = module
        self._ids[id(module)] = 0
        sys.modules[name] = module
        lines = source.decode("utf-8-sig", "replace").splitlines(keepends=True)
        linecache.cache[file] = (len(source), None, lines, file)
        code = compile(source, file, "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 - running the submission is what this process is for
        return ["value", None, []]

    def _begin(self, seed: int) -> Reply:
        module = self._objects.get(0)
        self._objects = {0: module}
        self._ids = {id(module): 0}
        self._lent.clear()
        self._generators.clear()
        self._synced.clear()
        self._watched.clear()
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - a submission that draws globally still repeats itself
        return ["value", None, []]

    def _names_defined(self, wanted: list[str]) -> Reply:
        """The public names the module defines itself, and those of `wanted` it has from anywhere."""
        module = self._objects[0]
        names = [
            name
            for name, value in vars(module).items()
            if name in wanted or (not name.startswith("_") and _is_own(value, module.__name__))
        ]
        names.sort(key=lambda name: name not in wanted)  # of a long list the wanted ones are told
        return ["value", [str.__str__(name)[:80] for name in names[:40]], []]

    def _get(self, target: int, name: str) -> Reply:
        owner = self._objects[target]
        value = getattr(owner, name)
        if isinstance(value, types.MethodType) and value.__self__ is owner:
            return ["method", None, []]
        return ["value", value, []]

    def _set(self, target: int, name: str, value: object) -> Reply:
        setattr(self._objects[target], name, value)
        return ["value", None, []]

    def _call(self, target: int, name: str, args: list[Any], kwargs: dict[str, Any], strict: bool) -> Reply:
        owner = self._objects[target]
        function = getattr(owner, name) if name else owner
        before = _Snapshot(args, kwargs)
        try:
            with _arithmetic(strict):
                value = function(*args, **kwargs)
        except BaseException as error:
            changed = before.changed()
            if changed:
                error._changed_arguments = changed  # type: ignore[attr-defined]  # read by `told`
            raise
        if isinstance(value, Iterator):
            self._watched[id(value)] = before
        return ["value", value, before.changed()]

    def _item(self, target: int, key: object) -> Reply:
        return ["value", self._objects[target][key], []]

    def _set_item(self, target: int, key: object, value: object) -> Reply:
        self._objects[target][key] = value
        return ["value", None, []]

    def _iter(self, target: int) -> Reply:
        owner = self._objects[target]
        iterator = iter(owner)
        if id(owner) in self._watched:
            self._watched[id(iterator)] = self._watched[id(owner)]
        return ["value", iterator, []]

    def _next(self, target: int, strict: bool) -> Reply:
        iterator = self._objects[target]
        watch = self._watched.get(id(iterator))
        try:
            with _arithmetic(strict):
                value = next(iterator)
        except StopIteration:
            return ["stop", None, watch.changed() if watch else []]
        return ["value", value, watch.changed() if watch else []]

    def _operator(self, name: str, left: object, right: object) -> Reply:
        return ["value", _OPERATORS[name](left, right), []]

    def _unary(self, name: str, target: int) -> Reply:
        return ["value", _UNARY[name](self._objects[target]), []]


def _arithmetic(strict: bool) -> AbstractContextManager[Any]:
    """Where floating-point errors raise, or where they do as NumPy is told otherwise."""
    if not strict:
        return nullcontext()
    return np.errstate(over="raise", invalid="raise", divide="raise", under="ignore")


def _is_own(value: object, module: str) -> bool:
    if isinstance(value, type | types.FunctionType):
        return value.__module__ == module
    return not isinstance(value, types.ModuleType | types.BuiltinFunctionType | np.ufunc)


class _Lent:
    """An object of the grader's, as the submission sees it: its lent methods and nothing else."""

    def __init__(self, number: int, methods: tuple[str, ...], call: Callable[..., Any]) -> None:
        self._lent_id = number
        self._lent_methods = methods
        self._lent_call = call

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked of a copy that is being made, before it has anything
            raise AttributeError(name)
        if name in self._lent_methods:
            return partial(self._forward, name)
        offers = ", ".join(each for each in self._lent_methods if each) or "no attribute"
        raise AttributeError(f"this object offers {offers}, not {name}")

    def _forward(self, name: str, *args: Any, **kwargs: Any) -> Any:
        return self._lent_call(self._lent_id, name, args, kwargs)


class _LentCallable(_Lent):
    """A lent object that may itself be called."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._lent_call(self._lent_id, "", args, kwargs)


_LENT = (_Lent, _LentCallable)


class _ById:
    """Names for a snapshot: an object that is not plain is the same when it is the same object."""

    def name(self, value: object) -> tuple[int, object]:
        return HANDLE, id(value)

    def find(self, code: int, payload: Any) -> object:
        raise Violation("a snapshot is never read")


class _Snapshot:
    """What the arguments of a call looked like before it, to tell afterwards which it changed."""

    _codec = Codec(_ById())

    def __init__(self, args: list[Any], kwargs: dict[str, Any]) -> None:
        named = [*enumerate(args, 1), *kwargs.items()]
        self._before = [
            (label, value, self._bytes(value))
            for label, value in named
            if isinstance(value, np.ndarray | list | dict | set)
        ]

    def changed(self) -> list[object]:
        """Positions (from 1) and names of the arguments that differ from what they were."""
        return [label for label, value, before in self._before if self._bytes(value) != before]

    def _bytes(self, value: object) -> tuple[object, ...]:
        if type(value) is np.ndarray:  # not joined: of a large array that would be one more copy
            return value.dtype.str, value.shape, value.tobytes()
        try:
            return (b"".join(self._codec.encode(value)),)
        except TooLarge:  # it was received within the limits: what it is now is another value
            return ("too large",)
