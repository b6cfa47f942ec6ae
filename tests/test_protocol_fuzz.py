"""Garbage from the untrusted side, over a real socket: a grading always ends, in time, in a verdict.

A `Liar` is a worker in a thread. It answers honestly through a real session until its script says otherwise,
so that lies are told at every point of a conversation, not only at its start.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.course import Course
from grader.grading import grade_in
from grader.judge.lane import Lane, in_lane
from grader.models import Exercise, Limits, Outcome, Report, State, Submission, Tier
from grader.render.json import report_json
from grader.render.text import report_text
from grader.sandbox.meter import Meter
from grader.sandbox.streams import Metered
from grader.wire import (
    GENERATOR,
    HANDLE,
    HEADER,
    MAX_FRAME,
    MAX_HEAD,
    TOKEN,
    Codec,
    Descriptors,
    Line,
)
from grader.worker.session import Session

TOY = Path(__file__).parent / "toy_course"
REFERENCE = (TOY / "reference" / "02_walk" / "walk.py").read_bytes()

ROOMY = Limits(callbacks=500)  # for lies that are noticed at once
TIGHT = Limits(call_wall=0.05, wall=0.15, callbacks=500)  # an honest answer takes a millisecond
SLACK = 5.0  # seconds a busy machine may add to a grading; what hangs, hangs for longer

Move = Callable[["Liar", Any], None]
"""What a liar does with one request, in place of the honest reply."""


@dataclass(frozen=True)
class Name:
    """Stands in a lie for an extension of any code and payload."""

    code: int
    payload: Any


class Unreadable(np.ndarray[Any, Any]):
    """An array of a text whose code points do not exist: NumPy raises a SystemError when it is printed."""

    def __repr__(self) -> str:
        return "UNREADABLE"


RANGE = Name(6, [0, 2**63 - 1, 1])  # longer than any that may cross, so that no honest session sends it
UNREADABLE = np.frombuffer(b"\xff" * 4, "<U1").view(Unreadable)


class Liar:
    """A worker that answers by a script: the n-th request by its n-th move, None or none left: honestly."""

    def __init__(self, script: Sequence[Move | None]) -> None:
        ours, self.socket = socket.socketpair()
        ours.setblocking(False)
        self._ours = ours
        self.session = Session(self.ask)
        self._codec = Codec(self)
        self._line = Line(Descriptors(self.socket.fileno(), self.socket.fileno()), self._codec)
        self._sent = 0
        self._script = iter(script)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    # what the grader asks of a worker

    def stream(self, meter: Meter) -> Metered:
        return Metered(self._ours.fileno(), meter)

    def cpu(self) -> float:
        return 0.0

    def printed(self, start: int) -> bytes:
        return b""

    def end(self, patience: float = 0.0) -> str:
        self._ours.close()
        self._thread.join(5)
        assert not self._thread.is_alive()
        sys.modules.pop("walk", None)
        return ""

    # the untrusted side

    def name(self, value: object) -> tuple[int, object]:
        return (value.code, value.payload) if isinstance(value, Name) else self.session.name(value)

    def find(self, code: int, payload: Any) -> object:
        return self.session.find(code, payload)

    def frame(self, value: object, number: int | None = None) -> bytes:
        """The bytes of a frame with any content."""
        head, *arrays = self._codec.encode(value)
        body = b"".join(bytes(array) for array in arrays)
        return (
            HEADER.pack(len(head), self._sent if number is None else number, len(body)) + bytes(head) + body
        )

    def send(self, value: object) -> None:
        """Writes a frame in turn."""
        self.socket.sendall(self.frame(value))
        self._sent += 1

    def receive(self) -> Any:
        """The next request."""
        return self._line.receive()

    def ask(self, request: list[Any]) -> Any:
        """Calls back, as an honest session does."""
        self.send(request)
        return self.receive()

    def silence(self) -> None:
        """Says nothing more until the grader hangs up."""
        while self.socket.recv(1 << 16):
            pass

    def _serve(self) -> None:
        # Who lies takes answers for requests at times: a process would die of it, so may this thread.
        with contextlib.suppress(Exception), self.socket:
            while True:
                request = self.receive()
                move = next(self._script, None)
                if move is None:
                    self.send(self.session.handle(request))
                else:
                    move(self, request)


class LiarSpawner:
    """Every worker of a submission lies by the same script, each from its start."""

    tier: Tier = "process"

    def __init__(self, script: Sequence[Move | None]) -> None:
        self._script = script
        self.spawned = 0

    def spawn(self, limits: Limits) -> Liar:
        self.spawned += 1
        return Liar(self._script)

    def close(self) -> None: ...


def limited(limits: Limits) -> Exercise:
    """The second toy exercise, under limits of our own."""
    exercise = Course(TOY).exercise("walk")
    return dataclasses.replace(exercise, file=dataclasses.replace(exercise.file, limits=limits))


@pytest.fixture(scope="module")
def roomy() -> Exercise:
    return limited(ROOMY)


@pytest.fixture(scope="module")
def tight() -> Exercise:
    return limited(TIGHT)


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    yield
    assert threading.active_count() == 1, "a worker's thread outlived its grading"


def graded(exercise: Exercise, script: Sequence[Move | None]) -> Report:
    """The report on a submission whose worker lies; it must come in time and be fit to be shown."""
    return in_lane(exercise, lambda lane: graded_in(lane, script))


def graded_in(lane: Lane, script: Sequence[Move | None]) -> Report:
    """The same in a lane that is open: what a property does hundreds of times."""
    started = time.monotonic()

    report = grade_in(lane, Submission("walk.py", REFERENCE), 7, LiarSpawner(script)).report

    assert time.monotonic() - started < min(lane.exercise.file.limits.wall, 5) + SLACK
    assert report.outcome in (State.GRADED, State.REFUSED, State.NOT_STARTED), report.message
    blamed = [
        f"{check.name}: {check.message}" for check in report.checks if check.outcome is Outcome.INTERNAL
    ]
    assert not blamed, "a lie is no fault of the grader"
    json.loads(report_json(report))
    shown = report_text(report, every=True)
    assert all(character.isprintable() or character == "\n" for character in shown)
    assert all(len(line) <= 100 for line in shown.splitlines())
    return report


def outcomes(report: Report) -> set[Outcome]:
    return {check.outcome for check in report.checks}


# ---------------------------------------------------------------- the liar itself


def test_a_liar_without_a_script_passes(roomy: Exercise) -> None:
    assert graded(roomy, []).passed


# ---------------------------------------------------------------- single lies


def replies(content: Any) -> Move:
    return lambda liar, _: liar.send(content)


def writes(data: bytes) -> Move:
    return lambda liar, _: liar.socket.sendall(data)


def silent(liar: Liar, _: Any) -> None:
    liar.silence()


def hangs_up(liar: Liar, _: Any) -> None:
    liar.socket.close()


def half(share: float) -> Move:
    def move(liar: Liar, request: Any) -> None:
        whole = liar.frame(liar.session.handle(request))
        liar.socket.sendall(whole[: int(share * len(whole))])
        liar.silence()

    return move


def out_of_turn(number: int) -> Move:
    return lambda liar, _: liar.socket.sendall(liar.frame(["value", None, [], []], number))


def trickles(liar: Liar, _: Any) -> None:
    """A frame of a megabyte, a byte at a time, so that the reader is never idle for long."""
    liar.socket.sendall(HEADER.pack(MAX_HEAD, liar._sent, 0))
    while True:
        liar.socket.sendall(b"\x90")


def floods(request_of: Callable[[], Any]) -> Move:
    """Callbacks without end."""

    def move(liar: Liar, _: Any) -> None:
        frame = liar.frame(request_of())
        while True:
            liar.socket.sendall(frame[:4] + liar._sent.to_bytes(4, "big") + frame[8:])
            liar._sent += 1
            liar.receive()

    return move


VALUE: list[Any] = ["value", None, [], []]

WRONG: dict[str, Move] = {
    "nothing at all": replies(None),
    "a list of nothing": replies([]),
    "too short": replies(["value", None, []]),
    "too long": replies([*VALUE, None]),
    "a tuple": replies(tuple(VALUE)),
    "a dict": replies({"value": None}),
    "a range without end": replies(RANGE),
    "a status that is none": replies(["excellent", None, [], []]),
    "a status that is no text": replies([0, None, [], []]),
    "an answer to nobody": replies(["answer", None, []]),
    "changes that are none": replies(["value", None, 5, []]),
    "changes that are lists": replies(["value", None, [[]], []]),
    "states that are none": replies(["value", None, [], {}]),
    "an empty state": replies(["value", None, [], [[]]]),
    "a state that is a range": replies(["value", None, [], [RANGE]]),
    "a state of a generator nobody lent": replies(["value", None, [], [[7, bytes(16), b"\1" * 16, 0, 0]]]),
    "an error that is none": replies(["error", None, [], []]),
    "an error that is a range": replies(["error", RANGE, [], []]),
    "a handle of a negative number": replies(["value", Name(HANDLE, [-1, "x", True]), [], []]),
    "a handle of a number too long": replies(["value", Name(HANDLE, [2**64 - 1, "x", True]), [], []]),
    "a handle that is a range": replies(["value", Name(HANDLE, 5), [], []]),
    "a token nobody gave": replies(["value", Name(TOKEN, 99), [], []]),
    "a token with methods": replies(["value", Name(TOKEN, [0, ["__class__"]]), [], []]),
    "a generator nobody lent": replies(["value", Name(GENERATOR, 99), [], []]),
    "a name of a code that is none": replies(["value", Name(99, 0), [], []]),
    "a frame out of turn": out_of_turn(77),
    "a callback without arguments": replies(["callback"]),
    "a callback to nobody": replies(["callback", [], 99, "", [], {}]),
    "a callback that is a text": replies(["callback", [], "0", "", [], {}]),
    "a callback to a method that was not lent": replies(["callback", [], 0, "__class__", [], {}]),
    "random bytes": writes(b"\x80garbage" * 9),
    "a head that is too long": writes(HEADER.pack(MAX_HEAD + 1, 0, 0)),
    "a body that is too long": writes(HEADER.pack(1, 0, MAX_FRAME + 1)),
}


@pytest.mark.parametrize("lie", WRONG)
@pytest.mark.parametrize("when", [0, 1, 3, 5], ids=["load", "names", "call", "next"])
def test_a_reply_that_is_none_is_a_violation(roomy: Exercise, lie: str, when: int) -> None:
    report = graded(roomy, [None] * when + [WRONG[lie]])

    if report.outcome is State.REFUSED:
        assert "Your code disturbed the grader: " in report.message
    else:
        assert Outcome.VIOLATION in outcomes(report)


def test_nothing_is_read_after_a_violation(roomy: Exercise) -> None:
    asked: list[str] = []

    def notes(liar: Liar, request: Any) -> None:
        asked.append(request[0])
        liar.send(liar.session.handle(request))

    graded(roomy, [None, None, None, replies([]), *[notes] * 1000])

    assert asked == []


@pytest.mark.parametrize(
    ("lie", "outcome", "sentence"),
    [
        (silent, Outcome.TIMEOUT, "One call of your code did not return within 0.05 s."),
        (half(0.1), Outcome.TIMEOUT, "One call of your code did not return within 0.05 s."),
        (half(0.9), Outcome.TIMEOUT, "One call of your code did not return within 0.05 s."),
        (trickles, Outcome.TIMEOUT, "One call of your code did not return within 0.05 s."),
        (hangs_up, Outcome.CRASHED, "The process of your code ended: it hung up."),
    ],
)
def test_what_never_answers_is_told_as_what_it_is(
    tight: Exercise, lie: Move, outcome: Outcome, sentence: str
) -> None:
    first = graded(tight, [None] * 3 + [lie]).checks[0]

    assert (first.outcome, first.message) == (outcome, sentence)


def test_callbacks_without_end_end_at_their_limit(roomy: Exercise) -> None:
    forever = floods(lambda: ["callback", [], 0, "", [np.zeros(3)], {}])

    first = graded(roomy, [None] * 4 + [forever]).checks[0]

    assert first.outcome is Outcome.TOO_LARGE
    assert first.message == "Your code called what it was given more than 500 times."


def test_callbacks_that_are_slow_to_read_end_at_the_limit_of_time(tight: Exercise) -> None:
    heavy = floods(lambda: ["callback", [], 0, "", [np.zeros(3)], {"junk": [[]] * 100_000}])

    first = graded(tight, [None] * 4 + [heavy]).checks[0]

    assert first.outcome is Outcome.TIMEOUT


def test_a_worker_that_always_dies_costs_four_processes_and_no_more(roomy: Exercise) -> None:
    spawner = LiarSpawner([None, None, None, hangs_up])

    report = in_lane(roomy, lambda lane: grade_in(lane, Submission("walk.py", REFERENCE), 7, spawner)).report

    assert [str(check.outcome) for check in report.checks] == [
        "crashed", "crashed", "crashed", "crashed", "waiting", "waiting"
    ]  # fmt: skip
    assert spawner.spawned == 4


# ---------------------------------------------------------------- any lies

WORDS = st.sampled_from(
    "value method stop error too_large callback answer failure step loss __class__".split()
    + "ValueError NotImplementedError StopIteration SystemExit".split()
)
ATOMS = (
    st.none() | st.booleans() | st.integers(-3, 9) | st.integers(-(2**80), 2**80) | st.floats() | WORDS
    | st.text(max_size=9) | st.binary(max_size=17)
    | st.sampled_from([range(2**20), RANGE, slice(None), ..., np.float64("nan"), np.int8(1), np.str_("a")])
    | st.sampled_from([np.zeros(3), np.ones((2, 2)), np.array(["a"]), np.array([2**62] * 3)])
    | st.sampled_from([10**3000, np.zeros(0, "F"), {0: range(3)}, {(1, 2)}, np.float32("inf")])
    | st.just(UNREADABLE)
)  # fmt: skip
NAMES = (
    st.builds(lambda n, kind, call: Name(HANDLE, [n, kind, call]),
              st.integers(0, 3) | st.integers(0, 2**64 - 1), st.text(max_size=9), st.booleans())
    | st.builds(Name, st.sampled_from([HANDLE, TOKEN, GENERATOR, 0, 99]),
                st.integers(-1, 3) | st.lists(st.integers(-1, 3), max_size=3) | st.binary(max_size=3))
)  # fmt: skip
KEYS = st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=3) | st.sampled_from("ab")
ANYTHING = st.recursive(
    ATOMS | NAMES,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=8,
)
STATES = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.binary(min_size=16, max_size=16),
        st.binary(min_size=16, max_size=16),
        st.integers(0, 1),
        st.integers(0, 2**32 - 1),
    ).map(list)
    | ANYTHING,
    max_size=2,
)
ERRORS = st.tuples(
    ANYTHING | WORDS, st.lists(WORDS | ANYTHING, max_size=4), ANYTHING | WORDS, st.none() | st.integers()
).map(list)
REPLIES = (
    st.tuples(
        WORDS, ANYTHING | ERRORS, st.just([]) | st.lists(ANYTHING, max_size=2), st.just([]) | STATES
    ).map(list)
    | st.tuples(
        st.just("callback"), st.just([]) | STATES, st.integers(0, 2), st.just("") | WORDS,
        st.lists(ANYTHING, max_size=2), st.dictionaries(st.text(max_size=3), ANYTHING, max_size=2),
    ).map(list)
    | ANYTHING
)  # fmt: skip
MUTATIONS = st.lists(
    st.tuples(st.sampled_from(["set", "cut", "insert"]), st.floats(0, 1), st.binary(min_size=1, max_size=4)),
    min_size=1,
    max_size=3,
)


def mutates(mutations: list[tuple[str, float, bytes]]) -> Move:
    """Sends the honest reply with bytes of its frame changed; the header is part of it."""

    def move(liar: Liar, request: Any) -> None:
        frame = bytearray(liar.frame(liar.session.handle(request)))
        for kind, share, data in mutations:
            place = int(share * len(frame))
            if kind == "set":
                frame[place : place + len(data)] = data
            elif kind == "cut":
                del frame[place : place + len(data)]
            else:
                frame[place:place] = data
        liar.socket.sendall(frame)
        liar._sent += 1

    return move


class Mutates:
    """A printable `mutates`, so that a failing example can be read."""

    def __init__(self, mutations: list[tuple[str, float, bytes]]) -> None:
        self._mutations = mutations

    def __call__(self, liar: Liar, request: Any) -> None:
        mutates(self._mutations)(liar, request)

    def __repr__(self) -> str:
        return f"Mutates({self._mutations!r})"


@dataclass(frozen=True)
class Replies:
    """A printable `replies`."""

    content: Any

    def __call__(self, liar: Liar, request: Any) -> None:
        with contextlib.suppress(OverflowError, ValueError, TypeError):  # a payload msgpack cannot pack
            liar.send(self.content)
            return
        liar.socket.close()


@dataclass(frozen=True)
class Writes:
    """A printable `writes`."""

    data: bytes
    then_close: bool = False

    def __call__(self, liar: Liar, request: Any) -> None:
        liar.socket.sendall(self.data)
        if self.then_close:
            liar.socket.close()


# 40 honest answers reach the fourth of the five checks.
SCRIPTS = st.builds(
    lambda honest, lies: [None] * honest + lies,
    st.integers(0, 45),
    st.lists(
        st.builds(Replies, REPLIES)
        | st.builds(Mutates, MUTATIONS)
        | st.builds(Writes, st.binary(max_size=60)),
        min_size=1,
        max_size=6,
    ),
)


def test_whatever_a_worker_sends_the_grading_ends_in_verdicts(tight: Exercise) -> None:
    def explore(lane: Lane) -> None:
        @given(script=SCRIPTS)
        @example(script=[None] * 5 + [Replies(["value", 5, [], []])])
        @example(script=[None] * 4 + [Replies(["value", UNREADABLE, [], []])])
        @example(script=[None] * 3 + [Replies([np.zeros(3)])])
        def ends(script: list[Move | None]) -> None:
            graded_in(lane, script)

        ends()

    in_lane(tight, explore)


def test_whatever_a_call_returns_the_grading_ends_in_verdicts(tight: Exercise) -> None:
    def explore(lane: Lane) -> None:
        @given(content=ANYTHING, when=st.integers(2, 45))
        @example(content=10**1000, when=14)
        @example(content=Name(HANDLE, [2**64 - 1, "x", True]), when=3)
        def ends(content: Any, when: int) -> None:
            graded_in(lane, [None] * when + [Replies(["value", content, [], []])] * 3)

        ends()

    in_lane(tight, explore)


def test_whatever_a_worker_writes_first_the_file_is_refused(tight: Exercise) -> None:
    def explore(lane: Lane) -> None:
        @given(data=st.binary(max_size=200))
        def ends(data: bytes) -> None:
            assert graded_in(lane, [Writes(data, then_close=True)]).outcome is State.REFUSED

        ends()

    in_lane(tight, explore)


def test_a_lie_of_msgpack_itself_is_a_violation(roomy: Exercise) -> None:
    head = msgpack.packb(["value", msgpack.Timestamp(5), [], []])

    def lie(liar: Liar, _: Any) -> None:
        liar.socket.sendall(HEADER.pack(len(head), liar._sent, 0) + head)

    assert Outcome.VIOLATION in outcomes(graded(roomy, [None] * 3 + [lie]))
