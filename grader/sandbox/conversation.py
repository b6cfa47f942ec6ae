"""Asks one submission, over whatever link there is, and keeps what both sides may name to each other.

Whatever a submission answers is data of an unknown friend: text is cleaned, names are looked up in our own
tables, and every call is told to the listener, which keeps the transcript.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from grader.models import Limits, Outcome, cleaned
from grader.sandbox.failure import Ended, MissingName, NotAValue
from grader.wire import (
    GENERATOR,
    HANDLE,
    TOKEN,
    Answer,
    Codec,
    GeneratorState,
    Handle,
    RemoteError,
    Token,
    TooLarge,
    Violation,
)


class Link(Protocol):
    """A way to a session: a sandboxed worker's socket, or a session in this process."""

    def exchange(self, request: list[Any], answer: Answer) -> Any:
        """Sends `request`, answers what the session asks meanwhile with `answer`, returns its reply."""

    def cut(self) -> None:
        """Ends the session: nothing it says is heard any more."""


@dataclass(slots=True)
class Event:
    """One request to a submission and what came of it, as the transcript keeps it.

    `operation` is the session's word (`call`, `get`, ...); `target` the handle asked (0 is the module) and
    `name` the attribute; `result` is None where `error` tells what was raised instead, or `ended` that the
    conversation was over.
    """

    operation: str
    target: int
    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    result: Any = None
    error: RemoteError | None = None
    ended: Ended | None = None
    changed: tuple[int | str, ...] = ()
    stable: bool = False


Listener = Callable[[Event], None]
MakeProxy = Callable[["Conversation", Handle], Any]


class Conversation:
    """Speaks to one session; `names` of its codec are the tables kept here."""

    def __init__(self, limits: Limits, make_proxy: MakeProxy) -> None:
        self.codec = Codec(self)
        self.link: Link | None = None
        self.listener: Listener | None = None
        self.pending: BaseException | None = None
        self._make_proxy = make_proxy
        self._callbacks_left = limits.callbacks
        self._callbacks = limits.callbacks
        self._proxies: dict[int, Any] = {}
        self._tokens: dict[int, Token] = {}
        self._token_ids: dict[int, int] = {}
        self._generators: dict[int, np.random.Generator] = {}
        self._synced: dict[int, GeneratorState] = {}
        self.methods: set[tuple[int, str]] = set()
        self.attributes: dict[str, Any] = {}

    def begin(self, seed: int) -> None:
        """Starts a check: forgets all names but the module's, on both sides."""
        self._proxies.clear()
        self._tokens.clear()
        self._token_ids.clear()
        self._generators.clear()
        self._synced.clear()
        self.methods.clear()
        self.attributes.clear()
        self.pending = None
        self._callbacks_left = self._callbacks
        self.ask("begin", seed)

    def ask(self, op: str, *arguments: Any) -> tuple[str, Any, tuple[int | str, ...]]:
        """Asks one thing: the reply's status, content, and the names of changed arguments.

        RemoteError when the submission raised; Ended when its answer is too large or breaks the protocol,
        or when the worker is gone.
        """
        if self.link is None:
            raise Ended(Outcome.NOT_RUN, "The process of your code has ended.")
        raised: RemoteError | None = None
        try:
            reply = self.link.exchange([op, self._news(), *arguments], self._answer)
            status, content, changed = self._read(reply)
            if status == "error":
                raised = _remote_error(content)
        except TooLarge as error:
            self._raise_pending()
            raise Ended(Outcome.TOO_LARGE, f"What crosses here is too large: {error}.") from None
        except Violation as error:
            raise self.disturbed(str(error)) from None
        except Ended:
            self._raise_pending()
            raise
        self._raise_pending()
        if raised is not None:
            raised.changed = changed
            raise raised
        if status == "too_large":
            text = cleaned(content, 200) if isinstance(content, str) else "too large"
            raise Ended(Outcome.TOO_LARGE, f"Your code returned {text}.")
        return status, content, changed

    def disturbed(self, how: str) -> Ended:
        """What to raise after a violation: its session is ended, so that nothing more is read from it."""
        if self.link is not None:
            self.link.cut()
        return Ended(Outcome.VIOLATION, f"Your code disturbed the grader: {how}.")

    def watched(self, event: Event, op: str, *arguments: Any) -> tuple[str, Any]:
        """Asks and tells the listener what was asked and what came of it."""
        try:
            status, content, event.changed = self.ask(op, *arguments)
            event.result = content
        except RemoteError as error:
            event.error = error
            event.changed = error.changed
            raise
        except Ended as ended:
            event.ended = ended
            raise
        finally:
            if self.listener is not None:
                self.listener(event)
        return status, content

    def _raise_pending(self) -> None:
        if self.pending is not None:
            pending, self.pending = self.pending, None
            raise pending

    def _read(self, reply: Any) -> tuple[str, Any, tuple[int | str, ...]]:
        match reply if type(reply) is list else None:  # the length of a range can be too long to ask for
            case [str() as status, content, list() as changed, list() as states]:
                for state in states:
                    self._advance(GeneratorState.unpacked(state))
                labels = tuple(_word(each) if type(each) is str else each for each in changed)
                if status in _STATUSES and all(type(each) in (int, str) for each in labels):
                    return status, content, labels
        raise Violation("it sent a reply that is none")

    # ---------------------------------------------------------------- names

    @property
    def lent_randomness(self) -> bool:
        """Whether the submission was given a random generator in this check."""
        return bool(self._generators)

    def name(self, value: object) -> tuple[int, object]:
        """A handle for the submission's own objects, a state for a generator, a token for the rest."""
        handle = getattr(type(value), "__handle__", None)
        if handle is not None:
            owner, number = handle(value)
            if owner is not self or (number not in self._proxies and number != 0):
                raise TypeError("an object of another submission, or of another check, cannot be passed")
            return HANDLE, number
        if isinstance(value, np.random.Generator):
            return GENERATOR, self._state_of(value).packed()
        token = value if isinstance(value, Token) else Token(value, ("",) if callable(value) else ())
        key = id(token.target)
        if key not in self._token_ids:
            self._token_ids[key] = len(self._tokens)
            self._tokens[len(self._tokens)] = token
        number = self._token_ids[key]
        return TOKEN, [number, list(self._tokens[number].methods)]

    def find(self, code: int, payload: Any) -> object:
        """Our own object, or the proxy of the submission's; Violation for a name we never gave."""
        if code == HANDLE:
            match payload if type(payload) is list else None:
                case [int() as number, str() as kind, bool() as is_callable] if 0 <= number < 1 << 63:
                    proxy = self._proxies.get(number)
                    if proxy is None:
                        handle = Handle(number, _word(kind), is_callable)
                        proxy = self._proxies[number] = self._make_proxy(self, handle)
                    return proxy
        elif code == TOKEN and type(payload) is int and payload in self._tokens:
            return self._tokens[payload].target
        elif code == GENERATOR and type(payload) is int and payload in self._generators:
            return self._generators[payload]
        raise Violation("it named an object nobody gave it")

    def _state_of(self, rng: np.random.Generator) -> GeneratorState:
        number = next((n for n, known in self._generators.items() if known is rng), len(self._generators))
        self._generators[number] = rng
        state = GeneratorState.of(number, rng)
        self._synced[number] = state
        return state

    def _news(self) -> list[list[object]]:
        """The states of lent generators that our side has drawn from since they were last sent."""
        news = []
        for number, rng in self._generators.items():
            state = GeneratorState.of(number, rng)
            if state != self._synced[number]:
                self._synced[number] = state
                news.append(state.packed())
        return news

    def _advance(self, state: GeneratorState) -> None:
        rng = self._generators.get(state.id)
        if rng is None or state.inc != self._synced[state.id].inc:
            raise Violation("it returned a random generator nobody lent")
        state.advance(rng)
        self._synced[state.id] = state

    # ---------------------------------------------------------------- the submission calls back

    def _answer(self, request: Any) -> list[Any]:
        """Answers a callback: calls our object, tells its result or its exception."""
        match request:
            case [
                "callback",
                list() as states,
                int() as number,
                str() as method,
                list() as args,
                dict() as kw,
            ]:
                for state in states:
                    self._advance(GeneratorState.unpacked(state))
            case _:
                raise Violation("it asked for something it may not ask")
        token = self._tokens.get(number)
        if token is None or method not in token.methods or not all(type(k) is str for k in kw):
            raise Violation("it called an object nobody lent")
        self._callbacks_left -= 1
        if self._callbacks_left < 0:
            text = f"Your code called what it was given more than {self._callbacks:,} times."
            raise Ended(Outcome.TOO_LARGE, text)
        function = getattr(token.target, method) if method else token.target
        try:
            return ["answer", function(*args, **kw), self._news()]  # type: ignore[operator]  # "" only if callable
        except RemoteError as error:
            return self._failure(error.builtin_bases[:1], error.message)
        except (AssertionError, Ended, MissingName, NotAValue) as error:
            self.pending = self.pending or error  # a check's own verdict is not the submission's to catch
            return self._failure((), "the check ended")
        except Exception as error:
            bases = [c.__name__ for c in type(error).__mro__ if getattr(builtins, c.__name__, None) is c]
            return self._failure(bases, str(error))
        except BaseException as error:  # Ctrl-C, or pytest's own: it must reach us, not the submission
            self.pending = error
            return self._failure((), "the check ended")

    def _failure(self, bases: Any, message: str) -> list[Any]:
        name = next((base for base in bases if base not in _CONTROL_FLOW), "RuntimeError")
        known = getattr(builtins, name, None)
        if not (isinstance(known, type) and issubclass(known, Exception)):
            name = "RuntimeError"
        return ["failure", [name, cleaned(message)], self._news()]


_STATUSES = frozenset({"value", "method", "stop", "error", "too_large"})
_CONTROL_FLOW = frozenset({"StopIteration", "StopAsyncIteration", "UnicodeDecodeError", "UnicodeEncodeError",
                           "UnicodeTranslateError", "BaseExceptionGroup", "ExceptionGroup"})  # fmt: skip
"""Not to be raised in a submission: the first two end its loops, the others need more than a message."""


def _remote_error(content: Any) -> RemoteError:
    match content if type(content) is list else None:
        case [str() as name, list() as bases, str() as message, None | int() as line]:
            known = tuple(base for base in bases if isinstance(base, str) and _is_exception(base))
            place = line if line is not None and 0 < line < 10**6 else None
            return RemoteError(_word(name), known or ("Exception",), cleaned(message), place)
    raise Violation("it sent an exception that is none")


def _word(name: str) -> str:
    """A name the submission chose, fit for the middle of a sentence: it starts no line of its own."""
    return " ".join(cleaned(name, 80).split())


def _is_exception(name: str) -> bool:
    known = getattr(builtins, name, None)
    return isinstance(known, type) and issubclass(known, BaseException)
