"""What a learner is told: the name of a known mistake, alone; never a false name; golden screens."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from grader.course import find_course
from grader.course.reference import mistakes, reference
from grader.diagnosis.candidates import Candidates
from grader.diagnosis.explaining import explain
from grader.grading import grade_in
from grader.judge.lane import Lane, in_lane
from grader.models import Clue, Exercise, Report, Reveal, Submission
from grader.render.json import report_json
from grader.render.text import report_text

HERE = Path(__file__).parent
COURSE = find_course()
SEED = 7

WRONG_ADAMS = {
    "betas_swapped": "betas_swapped",
    "changes_params_in_place": "changes_the_weights_in_place",
    "eps_inside": "eps_inside_the_root",
    "no_bias_correction": "no_bias_correction",
    "one_t_per_name_shared_m": "one_average_for_all",
    "only_m_corrected": "only_m_corrected",
    "only_v_corrected": "only_v_corrected",
    "product_not_power": "product_not_power",
    "raw_gradient": "raw_gradient",
    "returns_same_dict": "changes_the_weights_in_place",
    "scalar_v": "one_size_for_an_array",
    "shared_state": "shared_by_all_optimizers",
    "stores_corrected": "stores_corrected",
    "t_from_zero": "counts_from_zero",
    "t_never_advances": "t_stands_still",
    "uphill": "uphill",
}  # written by another hand than the known mistakes, whole files in their own style


@pytest.fixture(scope="module")
def explained() -> Callable[[Exercise, list[Submission]], list[Report]]:
    """Grades and explains submissions to one exercise, in one lane, as our own code."""

    def all_of(exercise: Exercise, submissions: list[Submission]) -> list[Report]:
        def body(lane: Lane) -> list[Report]:
            with closing(Candidates(lane)) as candidates:
                return [explain(grade_in(lane, each, SEED), candidates) for each in submissions]

        return in_lane(exercise, body)

    return all_of


@pytest.mark.parametrize("id_", COURSE.ids)
def test_every_known_mistake_is_named_alone_on_a_golden_screen(
    id_: str,
    explained: Callable[[Exercise, list[Submission]], list[Report]],
    request: pytest.FixtureRequest,
) -> None:
    exercise = COURSE.exercise(id_)
    known = [mistake for mistake in mistakes(exercise) if mistake.outcome is None]

    reports = explained(exercise, [mistake.submission for mistake in known])

    for mistake, report in zip(known, reports, strict=True):
        assert report.diagnosis is not None
        assert report.diagnosis.mistakes == (mistake.name,)
        screen = report_text(dataclasses.replace(report, seconds=0.1))
        assert max(len(line) for line in screen.splitlines()) <= 100
        assert "\x1b" not in screen
        golden = HERE / "golden" / "mistakes" / id_ / f"{mistake.name}.txt"
        if request.config.getoption("--rewrite-golden"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(screen, "utf-8")
        assert _rounded(screen) == _rounded(golden.read_text("utf-8"))


def _rounded(screen: str) -> str:
    """The screen without the sizes of rounding errors, which differ from one processor to the next."""
    return re.sub(r"\d(\.\d+)?e-1[0-9]", "tiny", screen)


@pytest.mark.parametrize(("file", "name"), WRONG_ADAMS.items())
def test_wrong_files_of_another_hand_are_named(
    file: str, name: str, explained: Callable[[Exercise, list[Submission]], list[Report]]
) -> None:
    source = (HERE / "submissions" / "15_adam" / "wrong" / f"{file}.py").read_bytes()

    (report,) = explained(COURSE.exercise("15"), [Submission("adam.py", source)])

    assert report.diagnosis is not None
    assert report.diagnosis.mistakes == (name,)
    assert report.diagnosis.certainty == "very_likely"


def test_two_mistakes_at_once_are_never_given_one_name(
    explained: Callable[[Exercise, list[Submission]], list[Report]],
) -> None:
    exercise = COURSE.exercise("15")
    known = reference(exercise)
    assert known is not None
    text = known.source.decode()
    pairs = [
        ("w - self.lr", "w + self.lr", "(1 - beta2**t)", "1"),
        ("np.sqrt(v_hat) + self.eps", "np.sqrt(v_hat + self.eps)", "m_hat = m / (1 - beta1**t)", "m_hat = m"),
        ("self.t += 1", "self.t = 1", "w - self.lr", "w + self.lr"),
        ("g**2", "np.abs(g)", "self.t += 1", "self.t = 1"),
    ]
    both = [Submission("adam.py", text.replace(a, b).replace(c, d).encode()) for a, b, c, d in pairs]

    reports = explained(exercise, both)

    for report in reports:
        assert not report.passed
        assert report.diagnosis is not None
        assert report.diagnosis.mistakes == ()


def test_an_unknown_mistake_gets_no_name_but_a_true_place(
    explained: Callable[[Exercise, list[Submission]], list[Report]],
) -> None:
    exercise = COURSE.exercise("15")
    known = reference(exercise)
    assert known is not None
    source = known.source.replace(b"w - self.lr * m_hat", b"w - 3 * self.lr * m_hat")

    (report,) = explained(exercise, [Submission("adam.py", source)])

    assert report.diagnosis is not None
    assert report.diagnosis.mistakes == ()
    clues = [item for check in report.checks for item in check.evidence if isinstance(item, Clue)]
    assert clues[0].name == "ratio"
    assert "3 times as long" in clues[0].text


def test_a_right_solution_is_never_scolded(
    explained: Callable[[Exercise, list[Submission]], list[Report]],
) -> None:
    files = sorted((HERE / "submissions" / "15_adam" / "right").glob("*.py"))

    reports = explained(COURSE.exercise("15"), [Submission("adam.py", file.read_bytes()) for file in files])

    assert [report.passed for report in reports] == [True] * 10
    assert {report.diagnosis.mistakes for report in reports if report.diagnosis} == {()}


@pytest.mark.parametrize(
    ("level", "sizes"),
    [
        (Reveal.DIFF, {"max_abs", "max_rel", "seconds"}),
        (Reveal.NAMED, {"seconds"}),
        (Reveal.VERDICT, {"seconds"}),
    ],
)
def test_no_number_but_the_size_of_an_error_is_left_below_the_full_level(
    level: Reveal, sizes: set[str], explained: Callable[[Exercise, list[Submission]], list[Report]]
) -> None:
    exercise = COURSE.exercise("15")
    known = [mistake for mistake in mistakes(exercise) if mistake.outcome is None]

    for report in explained(exercise, [mistake.submission for mistake in known]):
        assert len(set(_numbers(json.loads(report_json(report))))) > 20
        assert {key for key, _ in _numbers(json.loads(report_json(report.at(level))))} <= sizes


def _numbers(value: object, key: str = "") -> Iterator[tuple[str, float]]:
    """Every number that is not whole, with the key it stands under."""
    if isinstance(value, float) and not value.is_integer():
        yield key, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _numbers(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _numbers(item, key)
