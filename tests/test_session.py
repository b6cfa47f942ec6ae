"""The submission's side of a conversation, asked without a wire: what one request is answered with."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.wire import HANDLE, GeneratorState, TooLarge, Violation
from grader.worker.session import Session

NAME = "session_under_test"


def no_grader(request: list[Any]) -> Any:
    raise AssertionError(f"nobody is asked here: {request}")


class Asked:
    """One session, and the words to ask it."""

    def __init__(self, source: str | bytes) -> None:
        self.session = Session(no_grader)
        data = source.encode() if isinstance(source, str) else source
        self.loaded = self.session.handle(["load", [], "mine.py", NAME, data])

    def __call__(self, op: str, *arguments: Any) -> Any:
        return self.session.handle([op, [], *arguments])

    def call(self, name: str, *args: Any, strict: bool = False, **kwargs: Any) -> Any:
        return self("call", 0, name, list(args), kwargs, strict)

    def handle_of(self, value: object) -> int:
        """The number the grader would know a value by."""
        code, payload = self.session.name(value)
        assert code == HANDLE
        assert isinstance(payload, list)
        return int(payload[0])


@pytest.fixture(autouse=True)
def no_traces() -> Iterator[None]:
    yield
    sys.modules.pop(NAME, None)
    linecache.cache.pop("mine.py", None)


# ---------------------------------------------------------------- loading


def test_a_module_is_loaded_under_its_own_name_and_file() -> None:
    asked = Asked("here = (__name__, __file__)")

    assert asked.loaded == ["value", None, [], []]
    assert asked("get", 0, "here") == ["value", (NAME, "mine.py"), [], []]


def test_a_dataclass_with_postponed_annotations_finds_its_module() -> None:
    asked = Asked(
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass P:\n    x: int = 3\n"
    )

    assert asked.loaded[0] == "value"


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    asked = Asked(b"\xef\xbb\xbfx = 1\r\n\r\ny = x + 1\r\n")

    assert asked("get", 0, "y")[1] == 2


@pytest.mark.parametrize(
    ("source", "kind", "line"),
    [
        ("x = 1\ny = (\n", "SyntaxError", 2),
        ("def f():\nreturn 1\n", "IndentationError", 2),
        ("if 1:\n\tx = 1\n        y = 2\n", "TabError", 3),
        (b"x = 1\ny = 'caf\xe9'\n", "SyntaxError", 2),
        (b"x = 1\n\0\n", "SyntaxError", None),
        ("\n\nraise KeyError('x')\n", "KeyError", 3),
        ("import sys\nsys.exit(3)\n", "SystemExit", 2),
        ("import nothing_of_this_name\n", "ModuleNotFoundError", 1),
        ("def f():\n    g()\ndef g():\n    1 / 0\nf()\n", "ZeroDivisionError", 4),
        ("import json\n\njson.loads('{')\n", "JSONDecodeError", 3),
    ],
)
def test_an_error_at_load_names_its_kind_and_the_learners_line(
    source: str | bytes, kind: str, line: int | None
) -> None:
    status, content, _, _ = Asked(source).loaded

    assert (status, content[0], content[3]) == ("error", kind, line)


def test_the_names_defined_are_the_modules_own_and_the_wanted() -> None:
    asked = Asked(
        "import numpy as np\nfrom math import pi, sqrt\nfrom collections import deque\n"
        "LIMIT = 3\ndef f(): ...\nclass C: ...\n_hidden = 1\nalso = deque\n"
    )

    assert asked("names", [])[1] == ["pi", "LIMIT", "f", "C"]
    assert asked("names", ["sqrt", "absent"])[1] == ["sqrt", "pi", "LIMIT", "f", "C"]


def test_of_many_names_the_wanted_are_told_first() -> None:
    asked = Asked("".join(f"name_{i} = {i}\n" for i in range(60)) + "def f(): ...\n")

    names = asked("names", ["f"])[1]

    assert names[0] == "f"
    assert len(names) == 40


# ---------------------------------------------------------------- errors


def test_an_error_is_told_by_its_name_its_built_in_bases_and_its_line() -> None:
    asked = Asked("class Mine(KeyError, OSError):\n    pass\n\n\ndef f():\n    raise Mine('no')\n")

    status, content, changed, states = asked.call("f")

    bases = ["KeyError", "LookupError", "OSError", "Exception", "BaseException", "object"]
    assert (status, changed, states) == ("error", [], [])
    assert content == ["Mine", bases, "'no'", 6]


def test_a_name_borrowed_from_a_built_in_is_no_built_in_base() -> None:
    asked = Asked("class ValueError(Exception):\n    pass\n\ndef f():\n    raise ValueError('mine')\n")

    _, content, _, _ = asked.call("f")

    assert content[0] == "ValueError"
    assert content[1] == ["Exception", "BaseException", "object"]


@pytest.mark.parametrize("body", ["raise StopIteration(4)", "next(iter([]))"])
def test_stop_iteration_raised_in_a_call_is_an_error(body: str) -> None:
    status, content, _, _ = Asked(f"def f():\n    {body}\n").call("f")

    assert (status, content[0], content[3]) == ("error", "StopIteration", 2)


@pytest.mark.parametrize("kind", ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "BaseException"])
def test_what_except_exception_misses_is_an_error_all_the_same(kind: str) -> None:
    status, content, _, _ = Asked(f"def f():\n    raise {kind}\n").call("f")

    assert (status, content[0]) == ("error", kind)


def test_an_error_whose_text_cannot_be_made_has_none() -> None:
    asked = Asked("class E(Exception):\n    def __str__(self): raise RuntimeError\ndef f(): raise E\n")

    assert asked.call("f")[1][2] == ""


def test_a_long_text_is_cut() -> None:
    content = Asked("def f():\n    raise ValueError('x' * 10**6)\n").call("f")[1]

    assert len(content[2]) == 4000


def test_the_line_is_the_deepest_of_the_learners_own() -> None:
    source = "def f(g):\n    return g()\n\n\ndef h():\n    import json\n    json.loads('{')\n"
    asked = Asked(source)

    assert asked.call("h")[1][3] == 7


@pytest.mark.parametrize(
    "request_", [["unknown", []], ["get", []], ["get", [], 99, "x"], ["call", [], 0], ["item", [], 0, 1]]
)
def test_a_request_that_makes_no_sense_is_an_error_not_an_end(request_: list[Any]) -> None:
    asked = Asked("x = 1")

    assert asked.session.handle(request_)[0] == "error"
    assert asked("get", 0, "x")[1] == 1


# ---------------------------------------------------------------- asking


def test_a_method_is_told_as_one_and_called_by_its_name() -> None:
    asked = Asked("class C:\n    def m(self, a, *, b=0):\n        return a - b\nc = C()\n")
    number = asked.handle_of(asked("get", 0, "c")[1])

    assert asked("get", number, "m") == ["method", None, [], []]
    assert asked("call", number, "m", [5], {"b": 2}, False)[1] == 3


def test_attributes_items_and_operators_are_asked_of_the_object() -> None:
    asked = Asked(
        "class V(list):\n"
        "    def __add__(self, other):\n        return ('add', other)\n"
        "    def __rsub__(self, other):\n        return ('rsub', other)\n"
        "    def __neg__(self):\n        return 'neg'\n"
        "class Box: pass\nv = V([7, 8])\nbox = Box()\n"
    )
    vector, box = asked("get", 0, "v")[1], asked("get", 0, "box")[1]
    number, box_number = asked.handle_of(vector), asked.handle_of(box)

    assert asked("set", box_number, "x", 5) == ["value", None, [], []]
    assert asked("get", box_number, "x")[1] == 5
    assert asked("item", number, -1)[1] == 8
    assert asked("set_item", number, 0, 1) == ["value", None, [], []]
    assert asked("item", number, slice(None))[1] == [1, 8]
    assert asked("operator", "add", vector, 2)[1] == ("add", 2)
    assert asked("operator", "sub", 2, vector)[1] == ("rsub", 2)
    assert asked("unary", "neg", number)[1] == "neg"
    assert asked("unary", "len", number)[1] == 2


def test_iteration_ends_with_stop_and_only_there() -> None:
    asked = Asked("def f():\n    yield 1\n    yield 2\n")
    iterator = asked.call("f")[1]
    number = asked.handle_of(iterator)
    items = asked.handle_of(asked("iter", number)[1])

    assert [asked("next", items, False)[:2] for _ in range(4)] == [
        ["value", 1], ["value", 2], ["stop", None], ["stop", None]
    ]  # fmt: skip


def test_a_generator_that_raises_stop_iteration_is_an_error() -> None:
    asked = Asked("def f():\n    yield 1\n    raise StopIteration\n")
    number = asked.handle_of(asked.call("f")[1])
    asked("next", number, False)

    status, content, _, _ = asked("next", number, False)

    assert (status, content[0]) == ("error", "RuntimeError")


def test_strict_arithmetic_raises_and_the_usual_does_not() -> None:
    asked = Asked(
        "import numpy as np\n"
        "def big(x): return np.exp(x)\n"
        "def divide(x): return 1 / x\n"
        "def odd(x): return np.log(x)\n"
        "def tiny(x): return x * x\n"
    )

    with np.errstate(all="ignore"):
        for name, x in [("big", 1000.0), ("divide", 0.0), ("odd", -1.0)]:
            assert asked.call(name, np.array([x]))[0] == "value"
            assert asked.call(name, np.array([x]), strict=True)[1][0] == "FloatingPointError"
        assert asked.call("tiny", np.array([1e-300]), strict=True)[0] == "value"


def test_strictness_ends_with_its_call() -> None:
    asked = Asked("import numpy as np\ndef f(x): return np.exp(x)\n")

    asked.call("f", np.array([1.0]), strict=True)

    with np.errstate(all="ignore"):
        assert asked.call("f", np.array([1000.0]))[0] == "value"


# ---------------------------------------------------------------- changed arguments


@pytest.mark.parametrize(
    ("body", "args", "changed"),
    [
        ("a[0] = 9", [[1, 2]], [1]),
        ("a.append(a)", [[1]], [1]),
        ("b['new'] = 1", [0, {}], [2]),
        ("b['in'][0] = 9", [0, {"in": np.zeros(2)}], [2]),
        ("a += 1; b.sort()", [np.zeros(2), [2, 1]], [1, 2]),
        ("a.add(3)", [{1}], [1]),
        ("a.resize((4,), refcheck=False)", [np.zeros((2, 2))], [1]),
        ("a[0] = -0.0", [np.zeros(1)], [1]),
        ("a[0] = 5", [[5]], []),
        ("a = a + 1", [np.zeros(2)], []),
        ("a[0] = np.nan", [np.array([np.nan])], []),
        ("a[0][0].append(1)", [[([],)]], [1]),
    ],
)
def test_changed_arguments_are_named_by_their_place(body: str, args: list[Any], changed: list[int]) -> None:
    asked = Asked(f"import numpy as np\ndef f(a, b=None):\n    {body}\n")

    assert asked.call("f", *args)[2] == changed


def test_a_changed_keyword_argument_is_named_by_its_name() -> None:
    asked = Asked("def f(*, grads):\n    grads.clear()\n")

    assert asked.call("f", grads={"w": 1})[2] == ["grads"]


def test_a_change_before_an_error_is_told_too() -> None:
    asked = Asked("def f(a):\n    a.clear()\n    raise ValueError\n")

    status, _, changed, _ = asked.call("f", [1])

    assert (status, changed) == ("error", [1])


def test_an_iterator_tells_when_it_has_changed_what_it_was_made_from() -> None:
    asked = Asked("def f(a):\n    yield 1\n    a[0] = 9\n    yield 2\n")
    reply = asked.call("f", np.zeros(2))
    number = asked.handle_of(reply[1])
    items = asked.handle_of(asked("iter", number)[1])

    seen = [asked("next", items, False)[2] for _ in range(3)]

    assert reply[2] == []
    assert seen == [[], [1], [1]]


# ---------------------------------------------------------------- names and randomness


def test_an_object_keeps_its_number_and_a_new_check_forgets_all_but_the_module() -> None:
    asked = Asked("class C: pass\nc = C()\n")
    first, again = asked("get", 0, "c")[1], asked("get", 0, "c")[1]
    number = asked.handle_of(first)
    assert asked.handle_of(again) == number

    asked("begin", 1)

    assert asked("get", number, "x")[0] == "error"
    assert asked("get", 0, "c")[0] == "value"


def test_a_check_begins_with_its_own_global_randomness() -> None:
    asked = Asked("import random, numpy as np\ndef f(): return random.random(), np.random.random()\n")

    def draw(seed: int) -> Any:
        asked("begin", seed)
        return asked.call("f")[1]

    assert draw(5) == draw(5) != draw(6)


def test_only_generators_that_were_drawn_from_are_sent_back() -> None:
    mine = np.random.default_rng(1)
    asked = Asked("def f(rng, n): return rng.random(n)\n")
    state = GeneratorState.of(3, mine)
    rng = asked.session.find(22, state.packed())

    idle = asked("call", 0, "f", [rng, 0], {}, False)[3]
    news = asked("call", 0, "f", [rng, 2], {}, False)[3]
    mine.random(2)

    assert idle == []
    assert [GeneratorState.unpacked(each) for each in news] == [GeneratorState.of(3, mine)]


def test_a_name_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Violation):
        Asked("").session.find(99, 0)


def test_a_value_too_large_is_told_in_words() -> None:
    told = Asked("").session.told(TooLarge("64 MiB and more"))

    assert told == ["too_large", "64 MiB and more", []]
