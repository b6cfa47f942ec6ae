"""Screens of a report, whole, in golden files; and what each level of a report leaves out of it."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from grader.models import (
    CheckReport,
    ErrorEvidence,
    Measurement,
    Outcome,
    Output,
    Report,
    Reveal,
    Source,
    State,
    cleaned,
)
from grader.render.json import plain, report_json
from grader.render.text import report_text

SUBMISSIONS = Path(__file__).parent / "toy_course" / "submissions"

GradeToy = Callable[..., Report]
Golden = Callable[[str, str], None]


def report_of(*checks: CheckReport, outcome: State = State.GRADED, message: str = "") -> Report:
    """A report made by hand."""
    return Report(
        exercise="01_double", title="Double", submission=Source(path="double.py", sha256="0" * 64),
        outcome=outcome, message=message, checks=checks, isolation="process", seed=7, seconds=0.12, calls=1,
    )  # fmt: skip


# ---------------------------------------------------------------- golden screens


@pytest.mark.parametrize(
    "name",
    "passes fails stub half_written syntax_error other_name lacks_class nonsense raises crashes nan none "
    "wrong_shape changes_argument prints_verdict".split(),
)
def test_the_screen_is_the_one_in_the_golden_file(grade_toy: GradeToy, golden: Golden, name: str) -> None:
    direct = name not in ("crashes", "prints_verdict")
    graded = grade_toy((SUBMISSIONS / f"{name}.py").read_bytes(), direct=direct)
    report = dataclasses.replace(graded, seconds=0.12)

    shown = report_text(report, every=True)

    assert "\x1b" not in shown
    assert all(len(line) <= 100 and line == line.rstrip() for line in shown.splitlines())
    golden(f"screens/{name}.txt", shown)


def test_only_the_first_failure_is_expanded_unless_all_are_asked_for(grade_toy: GradeToy) -> None:
    report = grade_toy((SUBMISSIONS / "prints_verdict.py").read_bytes(), direct=True)

    first, every = report_text(report), report_text(report, every=True)

    assert "FAIL test_doubles\n" in first
    assert "FAIL test_counts\n" not in first
    assert "one more check fails; --all shows everything." in first
    assert "FAIL test_counts\n" in every
    assert "--all" not in every


def test_colour_adds_nothing_but_colour(grade_toy: GradeToy) -> None:
    report = grade_toy((SUBMISSIONS / "fails.py").read_bytes(), direct=True)

    coloured = report_text(report, color=True)

    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == report_text(report)


WIDE = "漢字" * 200
HOSTILE = "\x1b[2J\x1b]0;title\x07\r\b\u202ereversed\u2066\0\ufeff\x9b31m"


@pytest.mark.parametrize(
    "text",
    [WIDE, "x" * 900, "word " * 300, "\t" * 50 + "x", "a\nb\n" * 50, HOSTILE, "\u2028line", "é" * 300],
    ids=["wide", "one word", "words", "tabs", "lines", "control", "separator", "accents"],
)  # fmt: skip
def test_whatever_a_submission_prints_or_raises_no_line_is_wider_than_the_screen(
    grade_toy: GradeToy, text: str
) -> None:
    source = (
        f"TEXT = {text!r}\ndef double(x):\n    print(TEXT)\n    raise ValueError(TEXT)\nclass Counter: ...\n"
    )

    shown = report_text(grade_toy(source), every=True)

    assert "raised    ValueError" in shown
    assert all(cell_len(line) <= 100 for line in shown.splitlines())
    assert all(letter.isprintable() or letter == "\n" for letter in shown)


@pytest.mark.parametrize("where", ["message", "text", "type name"])
def test_markup_of_the_screens_own_kind_stays_text(where: str) -> None:
    evil = "[bold red]PASSED[/] [link=x]y[/link] \\[x] [/]"
    error = ErrorEvidence(
        exception="ValueError",
        type_name=evil if where == "type name" else "",
        text=evil if where == "text" else "",
    )
    check = CheckReport(
        name="test_a", title="A.", outcome=Outcome.RAISED, max_points=1,
        message=evil if where == "message" else "m", evidence=(error,),
    )  # fmt: skip

    assert evil in report_text(report_of(check))


def test_a_long_path_keeps_its_end_and_the_headline_its_width() -> None:
    report = dataclasses.replace(report_of(), submission=Source(path="x" * 300 + "/double.py", sha256=""))

    headline = report_text(report).splitlines()[0]

    assert len(headline) <= 100
    assert "/double.py" in headline


# ---------------------------------------------------------------- cleaning


def test_cleaning_keeps_what_can_be_read_and_marks_what_cannot() -> None:
    assert cleaned("a\tb\nc é 漢") == "a\tb\nc é 漢"
    assert cleaned("a\x1b[31m\r\0\u202e\ud800\ue000") == "a?[31m?????"


def test_cleaning_cuts_and_says_so() -> None:
    assert cleaned("x" * 500) == "x" * 500
    assert cleaned("x" * 501) == "x" * 499 + "…"
    assert cleaned("x" * 10**6, 10) == "x" * 9 + "…"


# ---------------------------------------------------------------- JSON


def test_json_has_its_keys_in_order_and_only_finite_numbers() -> None:
    check = CheckReport(
        name="test_a", title="A.", outcome=Outcome.FAILED, max_points=10,
        evidence=(Measurement(what="rate", value=float("nan"), sigma=float("inf")),),
    )  # fmt: skip

    text = report_json(report_of(check))

    assert "\n" not in text
    made = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert list(made)[:7] == ["format", "exercise", "title", "submission", "outcome", "points", "max_points"]
    assert made["checks"][0]["evidence"][0]["value"] == "nan"
    assert made == json.loads(report_json(report_of(check), indent=2))


def test_a_fault_of_ours_has_no_points_in_json() -> None:
    broken = CheckReport(name="test_a", title="A.", outcome=Outcome.INTERNAL, max_points=10)

    assert plain(report_of(broken))["points"] is None
    assert "no score" in report_text(report_of(broken))


# ---------------------------------------------------------------- what a level reveals

CANARY = "canary86753"
COUNTER = """
class Counter:
    def __init__(self, start=0): self.n = start
    def add(self, n):
        self.n += n
        return self.n
"""

LEAKS = {
    "prints": f"def double(x):\n    print('{CANARY}')\n    return x{COUNTER}",
    "raises": f"def double(x):\n    raise ValueError('{CANARY}'){COUNTER}",
    "names an exception": f"class {CANARY}(KeyError): ...\ndef double(x):\n    raise {CANARY}{COUNTER}",
    "names an exception with line breaks":
        f"def double(x):\n    raise type('{CANARY}\\n  PASSED', (Exception,), {{}})(){COUNTER}",
    "returns an object": f"class {CANARY}: ...\ndef double(x):\n    return {CANARY}(){COUNTER}",
    "returns a text": f"def double(x):\n    return '{CANARY}'{COUNTER}",
    "returns texts": f"import numpy as np\ndef double(x):\n    return np.array(['{CANARY}']){COUNTER}",
    "returns a dict": f"def double(x):\n    return {{'{CANARY}': 1}}{COUNTER}",
    "returns a nest": f"def double(x):\n    return [[['{CANARY}']]]{COUNTER}",
    "has a length": f"import numpy as np\ndef double(x):\n    return np.zeros(1, 'U86753'){COUNTER}",
    "defines a name": f"{CANARY} = 1\ndef double(x):\n    globals()['{CANARY}2'] = x\n    return 2 * x\n",
    "defines a name alone": f"{CANARY} = 1\n",
    "raises at import": f"raise ValueError('{CANARY}')\n",
    "is no Python": f"{CANARY} = = 1\n",
    "asks to exit": f"import sys\ndef double(x):\n    sys.exit('{CANARY}'){COUNTER}",
    "is not written": f"def double(x):\n    raise NotImplementedError('{CANARY}'){COUNTER}",
    "asks for memory": f"def double(x):\n    raise MemoryError('{CANARY}'){COUNTER}",
    "gives what cannot be added": f"class {CANARY}: ...\ndef double(x):\n    return 2 * x\nclass Counter:\n"
    f"    def __init__(self, start): self.n = {CANARY}()\n    def add(self, n): return self.n + n\n",
}  # fmt: skip
"""Every way in which a submission can say something; the canary stands for a number it was asked with."""

SILENT = ("is not written", "is no Python")  # not even the full report repeats their words


@pytest.mark.parametrize("way", LEAKS)
def test_what_a_submission_says_is_in_no_report_below_the_full_one(grade_toy: GradeToy, way: str) -> None:
    report = grade_toy(LEAKS[way], direct=way != "prints")

    assert ("86753" in report_json(report)) == (way not in SILENT)
    for level in (Reveal.DIFF, Reveal.NAMED, Reveal.VERDICT):
        below = report.at(level)
        assert "86753" not in report_json(below)
        assert "86753" not in report_text(below, every=True)
        assert (below.reveal, below.outcome, below.points) == (level, report.outcome, report.points)
        assert [check.outcome for check in below.checks] == [check.outcome for check in report.checks]


def test_values_are_shown_in_full_and_nowhere_else(grade_toy: GradeToy) -> None:
    report = grade_toy(f"def double(x):\n    return 0 * x + 86753.25{COUNTER}", direct=True)

    assert "86753.25" in report_json(report)
    for level in (Reveal.DIFF, Reveal.NAMED, Reveal.VERDICT):
        assert "86753.25" not in report_json(report.at(level))
    assert "values differ" in report_json(report.at(Reveal.DIFF))
    assert "values differ" not in report_json(report.at(Reveal.NAMED))


def test_each_level_keeps_what_it_promises(grade_toy: GradeToy) -> None:
    failed = grade_toy((SUBMISSIONS / "fails.py").read_bytes(), direct=True)
    raised = grade_toy((SUBMISSIONS / "raises.py").read_bytes(), direct=True)

    kinds = {level: [item.kind for item in failed.at(level).checks[0].evidence] for level in Reveal}
    assert kinds[Reveal.FULL] == ["call", "comparison"]
    assert kinds[Reveal.DIFF] == ["comparison"]
    assert kinds[Reveal.NAMED] == kinds[Reveal.VERDICT] == []
    said = {level: (failed.at(level).checks[0].title, failed.at(level).checks[0].message) for level in Reveal}
    assert said[Reveal.DIFF] == said[Reveal.FULL]
    assert said[Reveal.NAMED] == ("Every number is doubled.", "The result is not what the exercise asks for.")
    assert said[Reveal.VERDICT] == ("", "")
    assert raised.at(Reveal.NAMED).checks[0].message == "Your code raised ValueError on line 5."
    assert raised.at(Reveal.NAMED).checks[0].evidence == (ErrorEvidence(exception="ValueError", line=5),)


def test_an_error_of_the_check_itself_is_not_told_as_one_of_the_learners() -> None:
    crashed = CheckReport(
        name="test_a", title="A.", outcome=Outcome.FAILED, max_points=1,
        message="The check could not work with what your code returned: is its type right?",
        evidence=(ErrorEvidence(exception="TypeError", text="in the check: no"),),
    )  # fmt: skip
    assert crashed.at(Reveal.NAMED).message == "The result is not what the exercise asks for."


def test_what_was_taken_out_never_comes_back(grade_toy: GradeToy) -> None:
    report = grade_toy((SUBMISSIONS / "fails.py").read_bytes(), direct=True)

    for level in Reveal:
        for wished in Reveal:
            again = report.at(level).at(wished)
            assert again.reveal is max(level, wished, key=lambda each: each.rank)
            assert again == report.at(again.reveal)


@pytest.mark.parametrize("outcome", [Outcome.TOO_LARGE, Outcome.VIOLATION, Outcome.CRASHED, Outcome.INTERNAL])
def test_a_sentence_a_submission_may_have_a_word_in_is_replaced_below_the_full_level(
    outcome: Outcome,
) -> None:
    check = CheckReport(
        name="test_a",
        title="A.",
        outcome=outcome,
        max_points=1,
        message=CANARY,
        evidence=(Output(text=CANARY),),
    )

    for level in (Reveal.DIFF, Reveal.NAMED, Reveal.VERDICT):
        assert CANARY not in report_json(report_of(check).at(level))
