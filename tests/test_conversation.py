"""What is lent to a submission: functions, objects, generators; and what its calls back may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.checks import CheckFailed, calls, close, fail, lend
from grader.models import Limits, Outcome, Submission
from grader.sandbox.conversation import Event
from grader.sandbox.failure import Ended, MissingName, NotAValue
from grader.sandbox.host import Sandboxed
from grader.sandbox.proxy import Remote
from grader.sandbox.workers import ProcessSpawner
from grader.wire import RemoteError

Load = Callable[[str], Remote]

APPLY = "def apply(f, *args, **kwargs):\n    return f(*args, **kwargs)\n"
SWALLOW = """
def swallow(f, *args):
    try:
        return f(*args)
    except BaseException as e:
        return repr(e)

def swallows(f):
    for n in range(3):
        swallow(f, n)
        yield n
"""


def events_of(proxy: Remote) -> list[Event]:
    """What the transcript will be told from now on."""
    heard: list[Event] = []
    proxy._conversation.listener = heard.append
    return heard


# ---------------------------------------------------------------- calls back


def test_a_function_of_ours_is_called_with_its_arguments_and_answers(direct: Load) -> None:
    mine: Any = direct(APPLY)

    result = mine.apply(lambda x, *, by: {"sum": x + by, "pair": (x, by)}, np.ones(2), by=2)

    assert result["sum"].tolist() == [3, 3]
    assert result["pair"][1] == 2


def test_calls_nest_as_deep_as_both_sides_like(direct: Load) -> None:
    mine: Any = direct("def down(f, n):\n    return 0 if n == 0 else 1 + f(n - 1)\n")

    def back(n: int) -> Any:
        return mine.down(back, n)

    assert mine.down(back, 20) == 20


def test_a_nested_call_inside_an_iteration_keeps_its_place(direct: Load) -> None:
    mine: Any = direct(
        "def each(f):\n    for i in range(3):\n        yield f(i)\ndef double(x):\n    return 2 * x\n"
    )

    assert list(mine.each(lambda i: mine.double(i) + 1)) == [1, 3, 5]


def test_a_callback_may_get_and_return_the_submissions_own_objects(direct: Load) -> None:
    mine: Any = direct(
        "class C:\n    pass\ndef f(g):\n    c = C()\n    c.x = 5\n    return g(c) is c, g([c])[0] is c\n"
    )
    seen: list[Any] = []

    def same(thing: Any) -> Any:
        seen.append(thing)
        return thing

    assert mine.f(same) == (True, True)
    assert seen[0].x == 5


def test_arrays_given_to_a_callback_are_copies(direct: Load) -> None:
    mine: Any = direct("import numpy as np\ndef f(g):\n    x = np.zeros(2)\n    g(x)\n    return x\n")

    def spoil(x: Any) -> None:
        x[:] = 9

    assert mine.f(spoil).tolist() == [0, 0]


def test_a_spy_keeps_what_it_was_called_with(direct: Load) -> None:
    mine: Any = direct("def f(g):\n    g(1, [2], key=3)\n    return g()\n")
    spy = calls(lambda *args, **kwargs: len(args) + len(kwargs))

    assert mine.f(spy) == 0
    assert (spy.count, spy.args, spy.kwargs) == (2, [(1, [2]), ()], [{"key": 3}, {}])


def test_a_function_of_ours_can_be_kept_and_called_in_a_later_call(direct: Load) -> None:
    mine: Any = direct(
        "class C:\n    def __init__(self, f): self.f = f\n    def ask(self, x): return self.f(x)\n"
    )
    kept = mine.C(lambda x: x * 2)

    assert kept.ask(4) == 8


# ---------------------------------------------------------------- errors in calls back


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (ValueError("no"), "ValueError('no')"),
        (KeyError("k"), "KeyError(\"'k'\")"),
        (ZeroDivisionError("by 0"), "ZeroDivisionError('by 0')"),
        (StopIteration(), "Exception('')"),
        (UnicodeDecodeError("utf-8", b"", 0, 1, "why"), "UnicodeError(\"'utf-8' codec can't decode bytes"),
        (np.linalg.LinAlgError("Singular matrix"), "ValueError('Singular matrix')"),
    ],
)
def test_an_error_of_ours_arrives_as_its_nearest_built_in(direct: Load, error: Exception, seen: str) -> None:
    mine: Any = direct(SWALLOW)

    def raises() -> None:
        raise error

    assert mine.swallow(raises).startswith(seen)


def test_an_error_of_ours_that_is_not_caught_comes_back_as_the_submissions(direct: Load) -> None:
    mine: Any = direct(APPLY)

    def raises() -> None:
        raise KeyError("w")

    with pytest.raises(RemoteError) as raised:
        mine.apply(raises)
    assert raised.value.builtin_bases[0] == "KeyError"


def test_an_error_of_the_submissions_passes_through_our_function_as_it_was(direct: Load) -> None:
    mine: Any = direct(SWALLOW + "def bad():\n    raise OverflowError('deep')\n")

    assert mine.swallow(lambda: mine.bad()) == "OverflowError('deep')"


@pytest.mark.parametrize(
    "verdict",
    [CheckFailed("wrong point"), AssertionError("bare"), MissingName("f", ()), NotAValue("No value.", "C"),
     Ended(Outcome.TIMEOUT, "too long"), KeyboardInterrupt(), pytest.skip.Exception("not here")],
    ids=lambda verdict: type(verdict).__name__,
)  # fmt: skip
def test_the_verdict_of_a_check_is_not_the_submissions_to_swallow(
    direct: Load, verdict: BaseException
) -> None:
    mine: Any = direct(SWALLOW)

    def judges() -> None:
        raise verdict

    with pytest.raises(type(verdict)) as raised:
        mine.swallow(judges)
    assert raised.value is verdict


def test_the_first_verdict_counts_when_a_submission_calls_on(direct: Load) -> None:
    mine: Any = direct(SWALLOW + "def f(g):\n    return [swallow(g, n) for n in range(3)]\n")

    def judges(n: int) -> None:
        fail(f"number {n}")

    with pytest.raises(CheckFailed, match="number 0"):
        mine.f(judges)


def test_a_verdict_reached_inside_an_iteration_ends_it(direct: Load) -> None:
    mine: Any = direct(SWALLOW)

    def judges(n: int) -> None:
        close(float(n), 0.0, what="the loss")

    items = iter(mine.swallows(judges))
    assert next(items) == 0
    with pytest.raises(CheckFailed, match="The loss is not what it should be"):
        next(items)


# ---------------------------------------------------------------- things lent


class Model:
    """A thing of ours with more methods than are lent."""

    def __init__(self) -> None:
        self.steps: list[float] = []

    def step(self, size: float) -> int:
        self.steps.append(size)
        return len(self.steps)

    def secret(self) -> str:
        return "the answer"


class Callable_:  # noqa: N801 - a model that may itself be called
    def __call__(self, x: float) -> float:
        return -x

    def slope(self, x: float) -> float:
        return 2 * x


def test_lent_methods_are_called_through(direct: Load) -> None:
    mine: Any = direct("def f(model):\n    return [model.step(0.5), model.step(size=2.0)]\n")
    model = Model()

    assert mine.f(lend(model, "step")) == [1, 2]
    assert model.steps == [0.5, 2.0]


@pytest.mark.parametrize("asked", ["secret()", "steps", "step.__self__", "_model", "x"])
def test_nothing_else_of_a_lent_thing_is_there(direct: Load, asked: str) -> None:
    mine: Any = direct(f"def f(model):\n    return model.{asked}\n")

    with pytest.raises(RemoteError) as raised:
        mine.f(lend(Model(), "step"))
    assert raised.value.builtin_bases[0] in ("AttributeError", "KeyError")
    assert "the answer" not in raised.value.message


def test_a_lent_thing_says_what_it_offers(direct: Load) -> None:
    mine: Any = direct("def f(model):\n    return model.secret\n")

    with pytest.raises(RemoteError, match="this object offers step, not secret"):
        mine.f(lend(Model(), "step"))


def test_a_lent_thing_that_can_be_called_is(direct: Load) -> None:
    mine: Any = direct("def f(model):\n    return model(3.0), model.slope(3.0)\n")

    assert mine.f(lend(Callable_(), "slope")) == (-3.0, 6.0)


def test_a_thing_not_lent_can_be_kept_but_not_called(direct: Load) -> None:
    mine: Any = direct("def f(model):\n    return callable(model), hasattr(model, 'step')\n")

    assert mine.f(Model()) == (False, False)


def test_a_thing_of_ours_is_the_same_thing_there_and_back(direct: Load) -> None:
    mine: Any = direct(
        "kept = []\n"
        "def keep(thing):\n    kept.append(thing)\n    return all(each is thing for each in kept)\n"
        "def back():\n    return {'first': kept[0], 'all': kept}\n"
    )
    model = Model()

    assert mine.keep(model)
    assert mine.keep(model)
    assert mine.back()["first"] is model
    assert mine.back()["all"] == [model, model]
    assert not mine.keep(Model())


def test_a_function_of_ours_comes_back_as_itself(direct: Load) -> None:
    mine: Any = direct("def same(f):\n    return [f]\n")

    assert mine.same(len)[0] is len
    assert mine.same(np)[0] is np


def test_what_a_callback_returns_may_be_lent_too(direct: Load) -> None:
    mine: Any = direct("def f(make):\n    model = make()\n    model.step(1.0)\n    return model\n")
    model = Model()

    assert mine.f(lambda: lend(model, "step")) is model
    assert model.steps == [1.0]


def test_an_object_of_another_submission_cannot_be_passed(direct: Load) -> None:
    mine, other = direct("def f(x): ...\n"), direct("class C: pass\n")

    with pytest.raises(TypeError, match="an object of another submission"):
        mine.f(other.C())


def test_an_object_of_an_earlier_check_cannot_be_passed(direct: Load) -> None:
    mine = direct("class C: pass\ndef f(x): ...\n")
    old = mine.C()

    mine._conversation.begin(1)

    with pytest.raises(TypeError, match="or of another check"):
        mine.f(old)


# ---------------------------------------------------------------- generators


def twins(seed: int = 11) -> tuple[np.random.Generator, np.random.Generator]:
    return np.random.default_rng(seed), np.random.default_rng(seed)


DRAWS = """
def normal(rng, n):
    return rng.normal(size=n)

def halves(rng, n):
    return rng.integers(10, size=n, dtype="u4")

def each(rng, n):
    for _ in range(n):
        yield rng.random()

def draw_and_fail(rng):
    rng.random(3)
    raise ValueError

def with_callback(rng, f):
    return [rng.random(), f(), rng.random()]

def same(rng, thing):
    return thing["rng"] is rng, rng

class Layer:
    def __init__(self, rng):
        self.rng = rng
    def mask(self):
        return self.rng.random(2)
"""


def test_a_submission_draws_what_we_would_have_drawn_and_moves_our_generator(direct: Load) -> None:
    mine: Any = direct(DRAWS)
    rng, twin = twins()

    for n in (1, 3, 2):
        assert mine.normal(rng, n).tolist() == twin.normal(size=n).tolist()
        assert rng.random() == twin.random()


def test_half_a_draw_left_behind_crosses_too(direct: Load) -> None:
    mine: Any = direct(DRAWS)
    rng, twin = twins()

    for n in (1, 2, 1, 3):
        assert mine.halves(rng, n).tolist() == twin.integers(10, size=n, dtype="u4").tolist()
    assert rng.integers(10, dtype="u4") == twin.integers(10, dtype="u4")


def test_an_iterator_moves_our_generator_item_by_item(direct: Load) -> None:
    mine: Any = direct(DRAWS)
    rng, twin = twins()

    for drawn in mine.each(rng, 4):
        assert drawn == twin.random()
        assert rng.normal() == twin.normal()


def test_what_was_drawn_before_an_error_is_drawn(direct: Load) -> None:
    mine: Any = direct(DRAWS)
    rng, twin = twins()
    twin.random(3)

    with pytest.raises(RemoteError):
        mine.draw_and_fail(rng)

    assert rng.random() == twin.random()


def test_both_sides_may_draw_in_turn_inside_one_call(direct: Load) -> None:
    mine: Any = direct(DRAWS)
    rng, twin = twins()

    drawn = mine.with_callback(rng, lambda: rng.random())

    assert drawn == twin.random(3).tolist()
    assert rng.random() == twin.random()


def test_a_generator_kept_by_an_object_goes_on_where_ours_stands(direct: Load) -> None:
    mine: Any = direct(DRAWS)
    rng, twin = twins()
    layer = mine.Layer(rng)

    assert layer.mask().tolist() == twin.random(2).tolist()
    assert rng.random() == twin.random()
    assert layer.mask().tolist() == twin.random(2).tolist()


def test_a_generator_is_the_same_one_there_and_back(direct: Load) -> None:
    mine: Any = direct(DRAWS)
    rng = np.random.default_rng(0)

    same, back = mine.same(rng, {"rng": rng})

    assert same
    assert back is rng


def test_two_generators_are_kept_apart(direct: Load) -> None:
    mine: Any = direct("def f(a, b):\n    return a.random(), b.random(2)\n")
    (one, twin), (other, its_twin) = twins(1), twins(2)

    first, second = mine.f(one, other)

    assert first == twin.random()
    assert second.tolist() == its_twin.random(2).tolist()
    assert (one.random(), other.random()) == (twin.random(), its_twin.random())


def test_a_generator_of_the_submissions_own_stays_there(direct: Load) -> None:
    mine: Any = direct(
        "import numpy as np\nrng = np.random.default_rng(3)\ndef draw():\n    return rng.random()\n"
    )

    assert isinstance(mine.rng, Remote)
    assert mine.draw() == np.random.default_rng(3).random()


@pytest.mark.parametrize("kind", [np.random.Philox, np.random.MT19937, np.random.PCG64DXSM])
def test_only_pcg64_can_be_lent(direct: Load, kind: Callable[[int], Any]) -> None:
    with pytest.raises(TypeError, match="only generators on PCG64"):
        direct(DRAWS).normal(np.random.Generator(kind(0)), 1)


# ---------------------------------------------------------------- what the transcript hears


def test_changed_arguments_are_heard_with_the_call_that_changed_them(direct: Load) -> None:
    mine: Any = direct("def f(a, *, b):\n    a[0] = 9\n    b.clear()\n")
    heard = events_of(mine)

    mine.f(np.zeros(2), b={"w": 1})

    assert [(event.operation, event.name, event.changed) for event in heard] == [
        ("get", "f", ()), ("call", "f", (1, "b"))
    ]  # fmt: skip


def test_a_change_by_an_iterator_is_heard_with_its_item(direct: Load) -> None:
    mine: Any = direct("def f(a):\n    yield 1\n    a[0] = 9\n    yield 2\n")
    heard = events_of(mine)

    list(mine.f(np.zeros(2)))

    assert [event.changed for event in heard if event.operation == "next"] == [(), (1,), (1,)]


def test_a_change_before_an_error_is_heard(direct: Load) -> None:
    mine: Any = direct("def f(a):\n    a.clear()\n    raise ValueError\n")
    heard = events_of(mine)

    with pytest.raises(RemoteError):
        mine.f([1])

    assert heard[-1].changed == (1,)
    assert heard[-1].error is not None


def test_a_stable_call_is_heard_as_one(direct: Load) -> None:
    mine: Any = direct("def f(x):\n    return x\n")
    heard = events_of(mine)

    mine.__stable__().f(1)
    mine.f(1)

    assert [event.stable for event in heard if event.operation == "call"] == [True, False]


# ---------------------------------------------------------------- the same through a real worker


def test_a_worker_behaves_as_our_own_code_does(spawner: ProcessSpawner) -> None:
    source = (
        DRAWS
        + SWALLOW
        + "def loop(f, n):\n    return [f(i) for i in range(n)]\nimport os\npid = os.getpid()\n"
    )
    host = Sandboxed(Submission("mine.py", source.encode()), "mine", Limits(callbacks=100), spawner)
    try:
        host.load()
        host.begin(0)
        mine: Any = host.proxy
        rng, twin = twins()

        assert list(mine.each(rng, 3)) == twin.random(3).tolist()
        assert mine.with_callback(rng, lambda: rng.random()) == twin.random(3).tolist()
        assert mine.loop(lambda i: i * i, 5) == [0, 1, 4, 9, 16]
        with pytest.raises(CheckFailed):
            mine.swallow(lambda: fail("no"))
        with pytest.raises(Ended, match="more than 100 times") as ended:
            mine.loop(lambda i: i, 200)
        assert ended.value.outcome is Outcome.TOO_LARGE
        with pytest.raises(Ended, match="has ended"):
            mine.loop(lambda i: i, 1)
    finally:
        host.close()


def test_what_one_check_keeps_of_a_submission_is_bounded_but_many_small_results_are_not(
    spawner: ProcessSpawner,
) -> None:
    source = (
        b"import numpy as np\ndef big():\n    return np.zeros(60 << 20, 'u1')\ndef small(x):\n    return x\n"
    )
    host = Sandboxed(Submission("mine.py", source), "mine", Limits(), spawner)
    try:
        host.load()
        host.begin(0)
        for _ in range(2000):
            host.proxy.small(np.zeros(500))
        host.begin(0)
        for _ in range(4):
            host.proxy.big()
        with pytest.raises(Ended, match="Your code returned more than 256 MB in one check") as ended:
            host.proxy.big()
        assert ended.value.outcome is Outcome.TOO_LARGE
    finally:
        host.close()


def test_a_value_of_ours_too_large_to_send_ends_the_check_in_words(direct: Load) -> None:
    mine: Any = direct("def f(x):\n    return 1\n")

    with pytest.raises(Ended, match="What crosses here is too large: an integer of more than 4,000 digits"):
        mine.f(10**5000)


def test_an_answer_of_ours_too_large_is_an_error_there(spawner: ProcessSpawner) -> None:
    host = Sandboxed(Submission("mine.py", SWALLOW.encode()), "mine", Limits(), spawner)
    try:
        host.load()
        host.begin(0)

        assert "the result is too large" in host.proxy.swallow(lambda: 10**5000)
    finally:
        host.close()


def test_a_question_of_theirs_too_large_is_an_error_there(direct: Load) -> None:
    mine: Any = direct("def f(g):\n    return g(10**5000)\n")

    with pytest.raises((RemoteError, Ended), match=r"too large|4,000 digits"):
        mine.f(lambda x: x)
