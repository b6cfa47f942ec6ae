"""A submission's proxy behaves as its module would, except where that would let it decide a check."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from grader.sandbox.failure import MissingName, NotAValue
from grader.sandbox.proxy import Remote, defined_names
from grader.wire import RemoteError

Load = Callable[[str], Remote]

BOX = """
class Box:
    unit = "cm"

    def __init__(self, *sides, name="box"):
        self.sides = list(sides)
        self.name = name

    def volume(self, scale=1):
        product = scale
        for side in self.sides:
            product *= side
        return product

    @property
    def longest(self):
        return max(self.sides)

    def grown(self):
        return Box(*(side + 1 for side in self.sides))

    def __call__(self, question):
        return f"{question}!"

    def __len__(self):
        return len(self.sides)

    def __getitem__(self, place):
        return self.sides[place]

    def __setitem__(self, place, side):
        self.sides[place] = side

    def __iter__(self):
        return iter(self.sides)
"""


@pytest.fixture
def box(direct: Load) -> Any:
    return direct(BOX).Box(2, 3, name="small")


# ---------------------------------------------------------------- what works as it would


def test_functions_take_arguments_by_place_and_by_name(direct: Load) -> None:
    mine: Any = direct("def f(a, *rest, b=1, **more):\n    return [a, rest, b, more]\n")

    assert mine.f(1) == [1, (), 1, {}]
    assert mine.f(1, 2, 3, b=4, c=5) == [1, (2, 3), 4, {"c": 5}]
    assert mine.f(a=1, c=2) == [1, (), 1, {"c": 2}]


def test_plain_results_are_plain_values(direct: Load) -> None:
    mine: Any = direct("import numpy as np\ndef f(x):\n    return {'a': (x, [x]), 'b': x.sum()}\n")

    result = mine.f(np.arange(3.0))

    assert type(result) is dict
    assert type(result["b"]) is np.float64
    np.testing.assert_array_equal(result["a"][1][0], [0, 1, 2])


def test_an_array_a_submission_changes_stays_as_it_is_here(direct: Load) -> None:
    mine: Any = direct("def f(x):\n    x += 1\n    return x\n")
    x = np.zeros(2)

    assert mine.f(x).tolist() == [1, 1]
    assert x.tolist() == [0, 0]


def test_objects_are_made_asked_and_called(box: Any) -> None:
    assert box.volume() == 6
    assert box.volume(scale=0.5) == 3.0
    assert box.longest == 3
    assert (box.name, box.unit, box.sides) == ("small", "cm", [2, 3])
    assert box("why") == "why!"
    assert box.grown().volume() == 12


def test_a_bound_method_can_be_kept_and_called_later(box: Any) -> None:
    volume = box.volume

    box.sides = [5]

    assert volume() == 5


def test_attributes_are_set_where_the_object_is(box: Any) -> None:
    box.sides = [1.5]
    box.colour = "red"

    assert box.volume() == 1.5
    assert box.colour == "red"


def test_items_and_length_are_the_objects_own(box: Any) -> None:
    box[0] = 7

    assert (len(box), box[0], box[-1], box[0:2]) == (2, 7, 3, [7, 3])


def test_an_object_is_iterated_as_often_as_it_allows(box: Any, direct: Load) -> None:
    once: Any = direct("def f(n):\n    for i in range(n):\n        yield i\n").f(3)

    assert [list(box), list(box)] == [[2, 3], [2, 3]]
    assert [list(once), list(once)] == [[0, 1, 2], []]


def test_next_goes_on_where_the_last_one_stopped(direct: Load) -> None:
    items: Any = direct("def f():\n    yield 'a'\n    yield 'b'\n    yield 'c'\n").f()

    assert next(items) == "a"
    assert list(items) == ["b", "c"]
    assert next(items, "none") == "none"
    with pytest.raises(StopIteration):
        next(items)


def test_objects_go_back_as_themselves(direct: Load) -> None:
    mine: Any = direct(
        "class C: pass\ndef same(a, b):\n    return a is b\ndef deep(d):\n    return d['x'][0] is d['y']\n"
    )
    one, other = mine.C(), mine.C()

    assert mine.same(one, one)
    assert not mine.same(one, other)
    assert mine.deep({"x": [one], "y": one})
    assert mine.same(mine, mine)


VECTOR = "class V:\n    __array_ufunc__ = None\n" + "".join(
    f"    def __{name}__(self, other): return ({name!r}, other)\n"
    for word in "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift".split()
    for name in (word, f"r{word}")
)
VECTOR += "".join(
    f"    def __{name}__(self, other): return ({name!r}, other)\n" for name in "lt le gt ge".split()
)
VECTOR += "".join(f"    def __{name}__(self): return {name!r}\n" for name in "neg pos abs invert".split())

BINARY = "add sub mul truediv floordiv mod pow matmul and_ or_ xor lshift rshift".split()


@pytest.mark.parametrize("name", BINARY)
def test_an_operator_is_asked_of_the_object_on_either_side(direct: Load, name: str) -> None:
    vector, function = direct(VECTOR).V(), getattr(operator, name)

    assert function(vector, 3) == (name.rstrip("_"), 3)
    assert function(3, vector) == (f"r{name.rstrip('_')}", 3)


@pytest.mark.parametrize("name", BINARY)
def test_an_array_on_the_left_leaves_the_operator_to_the_object(direct: Load, name: str) -> None:
    vector = direct(VECTOR).V()

    done, operand = getattr(operator, name)(np.ones(2), vector)

    assert done == f"r{name.rstrip('_')}"
    assert operand.tolist() == [1, 1]


@pytest.mark.parametrize(("name", "mirrored"), [("lt", "gt"), ("le", "ge"), ("gt", "lt"), ("ge", "le")])
def test_comparisons_of_size_are_the_objects_own(direct: Load, name: str, mirrored: str) -> None:
    vector = direct(VECTOR).V()

    assert getattr(operator, name)(vector, 3) == (name, 3)
    assert getattr(operator, name)(3, vector) == (mirrored, 3)


@pytest.mark.parametrize("name", ["neg", "pos", "abs", "invert"])
def test_an_operator_of_one_operand_is_the_objects_own(direct: Load, name: str) -> None:
    assert getattr(operator, name)(direct(VECTOR).V()) == name


def test_a_proxy_tells_what_it_stands_for(box: Any) -> None:
    assert repr(box) == "<Box of the submission>"
    assert repr(box.volume) == "<method volume of <Box of the submission>>"


# ---------------------------------------------------------------- what it must not decide


@pytest.mark.parametrize(
    "ask",
    [bool, float, int, complex, operator.index, lambda it: it == 1, lambda it: it != 1, lambda it: it == it,
     lambda it: 1 in it, np.asarray, lambda it: np.float64(it), lambda it: np.ones(2) == it,
     lambda it: not it, lambda it: np.allclose(it, 1.0), lambda it: [1][it], lambda it: it and True],
)  # fmt: skip
def test_an_object_has_no_truth_no_equality_and_no_value(direct: Load, ask: Callable[[Any], object]) -> None:
    liar = direct(
        "class Liar:\n"
        "    def __bool__(self): return True\n"
        "    def __eq__(self, other): return True\n"
        "    def __ne__(self, other): return False\n"
        "    def __contains__(self, other): return True\n"
        "    def __float__(self): return 1.0\n"
        "    def __index__(self): return 0\n"
        "    def __array__(self, *a, **k): return __import__('numpy').ones(2)\n"
    ).Liar()

    with pytest.raises(NotAValue, match="where a plain value is needed: an object of type `Liar`"):
        ask(liar)


def test_a_subclass_of_a_number_is_that_number_whatever_it_claims(direct: Load) -> None:
    mine: Any = direct(
        "class F(float):\n    def __eq__(self, other): return True\ndef f():\n    return F(2)\n"
    )

    assert type(mine.f()) is float
    assert not mine.f() == 3  # noqa: SIM201 - equality is what is tested


def test_objects_can_be_kept_in_sets_by_identity(direct: Load) -> None:
    mine: Any = direct("class C:\n    def __hash__(self): return 1\n")
    one, other = mine.C(), mine.C()

    assert len({one, other, one}) == 2


@pytest.mark.parametrize("length", ["'x'", "1.5", "None"])
def test_a_length_that_is_none_is_told_as_one(direct: Load, length: str) -> None:
    odd: Any = direct(f"class C:\n    def __len__(self): return {length}\n").C()

    with pytest.raises(NotAValue, match="has no length: an object of type `C`"):
        len(odd)


def test_a_negative_length_is_the_submissions_error(direct: Load) -> None:
    odd: Any = direct("class C:\n    def __len__(self): return -1\n").C()

    with pytest.raises(RemoteError, match="ValueError"):
        len(odd)


def test_special_names_are_not_asked_of_the_submission(direct: Load) -> None:
    asked = direct("def __getattr__(name):\n    return 'anything'\n")

    with pytest.raises(AttributeError):
        asked.__wrapped__  # noqa: B018 - asking is the test
    assert asked.anything == "anything"


# ---------------------------------------------------------------- what is missing, what raises


def test_a_missing_name_lists_what_the_file_defines(direct: Load) -> None:
    mine = direct("import numpy as np\ndef doubled(x): ...\nclass Count: ...\nRATE = 1\n_private = 2\n")

    with pytest.raises(MissingName) as raised:
        mine.double(1)

    assert str(raised.value) == "Your file does not define `double`; it defines `doubled`, `Count`, `RATE`."
    assert raised.value.defined == ("doubled", "Count", "RATE")


def test_a_file_without_public_names_says_so(direct: Load) -> None:
    with pytest.raises(MissingName, match="it defines no public name"):
        direct("import numpy as np\n").double(1)


def test_an_attribute_an_object_lacks_is_the_submissions_error(box: Any) -> None:
    with pytest.raises(RemoteError) as raised:
        box.weight  # noqa: B018 - asking is the test

    assert raised.value.builtin_bases[0] == "AttributeError"
    assert raised.value.message == "'Box' object has no attribute 'weight'"


def test_wanted_names_are_found_wherever_they_come_from(direct: Load) -> None:
    mine = direct("from collections import deque\n")

    assert defined_names(mine._conversation) == ()
    assert defined_names(mine._conversation, ("deque",)) == ("deque",)


def test_an_error_arrives_as_one_local_class(direct: Load) -> None:
    mine: Any = direct("class Odd(ValueError):\n    pass\n\n\ndef f(n):\n    raise Odd(f'not {n}')\n")

    with pytest.raises(RemoteError) as raised:
        mine.f(3)

    error = raised.value
    assert (error.type_name, error.message, error.line) == ("Odd", "not 3", 6)
    assert error.builtin_bases == ("ValueError", "Exception", "BaseException")
    assert not isinstance(error, ValueError)


@pytest.mark.parametrize("kind", ["StopIteration", "SystemExit", "KeyboardInterrupt", "GeneratorExit"])
def test_no_control_flow_of_ours_is_in_the_hands_of_a_submission(direct: Load, kind: str) -> None:
    mine: Any = direct(f"def f():\n    raise {kind}\ndef g():\n    yield 1\n    f()\n")

    with pytest.raises(RemoteError) as raised:
        mine.f()

    assert raised.value.builtin_bases[0] == kind
    with pytest.raises(RemoteError):
        list(mine.g())


def test_a_text_with_control_characters_arrives_clean(direct: Load) -> None:
    mine: Any = direct("def f():\n    raise ValueError('\\x1b[2Jred\\u202e' + 'x' * 9000)\n")

    with pytest.raises(RemoteError) as raised:
        mine.f()

    assert raised.value.message.startswith("?[2Jred?xxx")
    assert len(raised.value.message) == 500


def test_a_type_name_starts_no_line_of_its_own(direct: Load) -> None:
    mine: Any = direct("def f():\n    return type('A\\n\\n  PASSED\\x1b', (), {})()\n")

    assert repr(mine.f()) == "<A PASSED? of the submission>"


# ---------------------------------------------------------------- stable


OVERFLOWS = """
import numpy as np

def exp(x):
    return np.exp(x)

class Layer:
    def forward(self, x):
        return np.exp(x)

    def walk(self, x):
        yield 1
        yield np.exp(x)
"""


@pytest.fixture
def quiet() -> Iterator[None]:
    with np.errstate(all="ignore"):
        yield


@pytest.mark.usefixtures("quiet")
def test_overflow_raises_in_stable_calls_alone(direct: Load) -> None:
    mine: Any = direct(OVERFLOWS)
    x = np.array([1000.0])

    assert mine.exp(x).tolist() == [np.inf]
    with pytest.raises(RemoteError) as raised:
        mine.__stable__().exp(x)
    assert raised.value.builtin_bases[0] == "FloatingPointError"
    assert mine.exp(x).tolist() == [np.inf]


@pytest.mark.usefixtures("quiet")
def test_what_a_stable_submission_makes_is_stable_too(direct: Load) -> None:
    mine: Any = direct(OVERFLOWS)
    layer = mine.__stable__().Layer()

    with pytest.raises(RemoteError, match="FloatingPointError"):
        layer.forward(np.array([1000.0]))
    assert mine.Layer().forward(np.array([1000.0])).tolist() == [np.inf]


@pytest.mark.usefixtures("quiet")
def test_underflow_is_no_error_in_a_stable_call(direct: Load) -> None:
    assert direct(OVERFLOWS).__stable__().exp(np.array([-800.0])).tolist() == [0.0]


@pytest.mark.usefixtures("quiet")
def test_an_iterator_of_a_stable_call_is_strict_at_every_item(direct: Load) -> None:
    items = iter(direct(OVERFLOWS).__stable__().Layer().walk(np.array([1000.0])))

    assert next(items) == 1
    with pytest.raises(RemoteError, match="FloatingPointError"):
        next(items)
