"""Checks of the second toy exercise: every way in which a check can talk to a submission."""

import itertools

import numpy as np

from grader.checks import away_from_zero, calls, check, close, fail, lend, raises


class Model:
    """A thing of ours: what a submission may call of it is lent by name."""

    def __init__(self):
        self.asked = []

    def step(self, k):
        self.asked.append(k)
        return 0.5**k

    def loss(self):
        return float(sum(self.asked))


@check(points=2)
def test_walks(submission, rng):
    """Every position of the walk is yielded, and the slope is asked at each but the last."""
    start = away_from_zero(rng, 3)
    slope = calls(lambda x: 0.5 * x)

    places = list(itertools.islice(submission.walk(slope, start, steps=3), 9))

    close(places, [start * 0.5**k for k in range(4)], what="the positions")
    close([args[0] for args in slope.args], places[:3], what="where the slope was asked")


@check(points=3)
def test_tape(submission):
    """A tape has a length, places, a sum and items one by one."""
    tape = submission.Tape([1.0, 2.0])

    close(len(tape), 2, what="len(tape)")
    tape[1] = 5.0
    close([tape[0], tape[1]], [1.0, 5.0], what="its places")
    close(list(itertools.islice(tape, 9)), [1.0, 5.0], what="its items")
    close(tape.total, 6.0, what="tape.total")
    close(list(itertools.islice(tape + 1.0, 9)), [2.0, 6.0], what="tape + 1.0")
    with raises(IndexError, mentions=(2,)):
        tape[2]


@check(points=2)
def test_draws(submission, rng):
    """The order, and the draw after it, come from the generator it was given."""
    twin = np.random.Generator(np.random.PCG64())
    twin.bit_generator.state = rng.bit_generator.state

    drawn = list(itertools.islice(submission.shuffled(rng, 5), 9))

    close(drawn, [*map(int, twin.permutation(5)), twin.random()], what="what it yields")
    close(rng.random(), twin.random(), what="the next draw")


@check(points=1)
def test_drives(submission):
    """The model is stepped with 1, 2, 3 and its loss is asked after every step."""
    model = Model()

    losses = submission.drive(lend(model, "step", "loss"), 3)

    close(losses, [1.0, 3.0, 6.0], what="the losses")


@check(points=1, needs="test_drives")
def test_keeps(submission):
    """What it is given comes back as the same thing, twice."""
    thing = Model()

    kept = submission.keep(thing)

    if not (isinstance(kept, dict) and set(kept) == {"a", "b"} and isinstance(kept["b"], list)):
        fail("`keep` should return a dict of `a` and `b`.")
    if kept["a"] is not thing or len(kept["b"]) != 1 or kept["b"][0] is not thing:
        fail("`keep` should return the very thing it was given.")
