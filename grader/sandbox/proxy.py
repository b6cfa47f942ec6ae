"""Makes asking a submission look like using its module, for those who write checks.

A proxy stands for an object in the submission's process. It has no truth value, no `==` and no array
form, so that nothing a submission defines can decide a check; what is plain arrives as plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from grader.sandbox.conversation import Conversation, Event
from grader.sandbox.failure import MissingName, NotAValue
from grader.wire import Handle, RemoteError


class Remote:
    """An object of the submission. Attributes, calls, items, iteration and operators are asked there."""

    __slots__ = ("__weakref__", "_conversation", "_handle", "_name", "_stable")
    __array_ufunc__ = None  # NumPy leaves the operators to this class

    def __init__(
        self, conversation: Conversation, handle: Handle, stable: bool = False, name: str = ""
    ) -> None:
        object.__setattr__(self, "_conversation", conversation)
        object.__setattr__(self, "_handle", handle)
        object.__setattr__(self, "_stable", stable)
        object.__setattr__(self, "_name", name)  # of a function or class of the module: called by it

    def __handle__(self) -> tuple[Conversation, int]:
        return self._conversation, self._handle.id

    def __stable__(self) -> Remote:
        return type(self)(self._conversation, self._handle, stable=True, name=self._name)

    def __repr__(self) -> str:
        return f"<{self._handle.type_name} of the submission>"

    # ---------------------------------------------------------------- attributes

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        talk, target = self._conversation, self._handle.id
        if (target, name) in talk.methods:
            return RemoteMethod(self, name)
        if target == 0 and name in talk.attributes:
            return self._as_mine(talk.attributes[name])
        try:
            status, value = talk.watched(Event("get", target, name, (), {}), "get", target, name)
        except RemoteError as error:
            if target == 0 and "AttributeError" in error.builtin_bases:
                raise MissingName(name, defined_names(talk)) from None
            raise
        if status == "method":
            talk.methods.add((target, name))
            return RemoteMethod(self, name)
        if target == 0 and isinstance(value, Remote) and value._handle.callable:
            value = talk.attributes[name] = Remote(talk, value._handle, name=name)
        return self._as_mine(value)

    def __setattr__(self, name: str, value: object) -> None:
        target = self._handle.id
        self._conversation.watched(Event("set", target, name, (value,), {}), "set", target, name, value)

    def _as_mine(self, value: Any) -> Any:
        return value.__stable__() if self._stable and isinstance(value, Remote) else value

    # ---------------------------------------------------------------- calls

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call("", args, kwargs)

    def _call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        target = self._handle.id
        if self._name and not name:
            target, name = 0, self._name
        event = Event("call", target, name, args, kwargs, stable=self._stable)
        _, value = self._conversation.watched(event, "call", target, name, list(args), kwargs, self._stable)
        return self._as_mine(value)

    # ---------------------------------------------------------------- items, length, iteration

    def __getitem__(self, key: object) -> Any:
        target = self._handle.id
        _, value = self._conversation.watched(Event("item", target, "", (key,), {}), "item", target, key)
        return self._as_mine(value)

    def __setitem__(self, key: object, value: object) -> None:
        target = self._handle.id
        self._conversation.watched(
            Event("set_item", target, "", (key, value), {}), "set_item", target, key, value
        )

    def __len__(self) -> int:
        try:
            value = self._unary("len")
        except RemoteError as error:
            if error.builtin_bases[0] == "TypeError":  # `list` asks for a length and takes this for a no
                raise NotAValue("What your code gave has no length.", self._handle.type_name) from None
            raise
        if type(value) is not int or not 0 <= value < 1 << 63:
            raise NotAValue("The length of what your code gave is no number.", self._handle.type_name)
        return value

    def __iter__(self) -> Iterator[Any]:
        target = self._handle.id
        _, value = self._conversation.watched(Event("iter", target, "", (), {}), "iter", target)
        if isinstance(value, Remote):
            return _items(self._as_mine(value))
        try:
            return iter(value)
        except TypeError:
            raise NotAValue(
                "What your code gave is iterated by no iterator.", self._handle.type_name
            ) from None

    def __next__(self) -> Any:
        target = self._handle.id
        event = Event("next", target, "", (), {}, stable=self._stable)
        status, value = self._conversation.watched(event, "next", target, self._stable)
        if status == "stop":
            raise StopIteration
        return self._as_mine(value)

    # ---------------------------------------------------------------- what an object must not decide

    def _refuse(self, *_: object, **__: object) -> NoReturn:  # NumPy asks for `copy=` by name
        raise NotAValue("Your code gave an object where a plain value is needed.", self._handle.type_name)

    __bool__ = __eq__ = __ne__ = __array__ = __float__ = __int__ = __index__ = __complex__ = _refuse
    __contains__ = _refuse
    __hash__ = object.__hash__

    # ---------------------------------------------------------------- operators

    def _unary(self, name: str) -> Any:
        target = self._handle.id
        _, value = self._conversation.watched(Event("unary", target, name, (), {}), "unary", name, target)
        return self._as_mine(value)

    def _binary(self, name: str, left: object, right: object) -> Any:
        event = Event("operator", self._handle.id, name, (left, right), {})
        _, value = self._conversation.watched(event, "operator", name, left, right)
        return self._as_mine(value)


def _items(iterator: Remote) -> Iterator[Any]:
    while True:
        try:
            item = next(iterator)
        except StopIteration:
            return
        yield item


def _operator(name: str, swapped: bool) -> Callable[[Remote, object], Any]:
    def apply(self: Remote, other: object) -> Any:
        left, right = (other, self) if swapped else (self, other)
        return self._binary(name, left, right)

    return apply


for _name in [
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
]:
    _asked = f"{_name}_" if _name in ("and", "or") else _name
    setattr(Remote, f"__{_name}__", _operator(_asked, swapped=False))
    setattr(Remote, f"__r{_name}__", _operator(_asked, swapped=True))
for _name in ["lt", "le", "gt", "ge"]:
    setattr(Remote, f"__{_name}__", _operator(_name, swapped=False))
for _name in ["neg", "pos", "abs", "invert"]:
    setattr(Remote, f"__{_name}__", lambda self, _name=_name: self._unary(_name))


class RemoteMethod:
    """A bound method of an object of the submission: called by its name, without a handle of its own."""

    __slots__ = ("_name", "_owner")

    def __init__(self, owner: Remote, name: str) -> None:
        self._owner = owner
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._owner._call(self._name, args, kwargs)

    def __repr__(self) -> str:
        return f"<method {self._name} of {self._owner!r}>"


def module_proxy(conversation: Conversation) -> Remote:
    """The submission itself, as a check gets it."""
    return Remote(conversation, Handle(0, "module", callable=False))


def defined_names(conversation: Conversation, wanted: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The public names a submission's module defines, those of `wanted` included; empty if it won't say."""
    try:
        _, names, _ = conversation.ask("names", list(wanted))
    except RemoteError:
        return ()
    if not isinstance(names, list) or not all(type(name) is str for name in names):
        raise conversation.disturbed("it sent no list of names")
    return tuple(name for name in names if name.isidentifier())
