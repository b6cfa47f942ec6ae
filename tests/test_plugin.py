"""The authors' command: an exercise's checks under plain pytest, on a file of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.judge import seeding

ROOT = Path(__file__).parent.parent
CHECKS = ROOT / "exercises" / "15_adam" / "checks.py"
REFERENCE = ROOT / "reference" / "15_adam" / "adam.py"
WRONG = ROOT / "tests" / "submissions" / "15_adam" / "wrong" / "no_bias_correction.py"

DRAWS = '''
from pathlib import Path

from grader.checks import check


@check(points=5)
def test_draws(submission, rng):
    """It draws."""
    Path(__file__).with_name("drawn").write_text(f"{rng.random()} {submission.draw()}")
'''
DRAW = "import numpy as np\n\n\ndef draw():\n    return np.random.random()\n"


def authors_pytest(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "grader.judge.plugin", "--import-mode=importlib"]
    words = [*command, "-p", "no:cacheprovider", *map(str, arguments)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_the_reference_passes_every_check() -> None:
    run = authors_pytest("--submission", REFERENCE, CHECKS)

    assert run.returncode == pytest.ExitCode.OK, run.stdout
    assert "7 passed" in run.stdout


def test_a_failing_check_shows_the_check_itself_and_its_sentence() -> None:
    run = authors_pytest("--submission", WRONG, CHECKS)

    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "new = submission.Adam(lr=0.1).step" in run.stdout
    assert "The weights after one step['w']: 6 of 6 values differ" in run.stdout


def test_without_a_submission_it_asks_for_one_in_a_sentence() -> None:
    run = authors_pytest(CHECKS)

    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert run.stderr.strip() == "ERROR: Name the file to check with `--submission FILE`."
    assert run.stdout.strip() == ""


def test_a_file_that_is_not_there_is_told_in_a_sentence() -> None:
    run = authors_pytest("--submission", "no_such_file.py", CHECKS)

    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert run.stderr.strip() == "ERROR: `no_such_file.py` cannot be read: No such file or directory."


def test_a_file_that_does_not_load_fails_every_check() -> None:
    broken = ROOT / "tests" / "toy_course" / "submissions" / "name_error_at_import.py"

    run = authors_pytest("--submission", broken, CHECKS)

    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "7 errors" in run.stdout
    assert "NameError: name 'np' is not defined" in run.stdout


def test_both_sides_draw_what_they_draw_in_a_grading_with_that_seed(tmp_path: Path) -> None:
    room = tmp_path / "07_draw"
    room.mkdir()
    (room / "checks.py").write_text(DRAWS)
    (room / "draw.py").write_text(DRAW)
    seeded = np.random.RandomState(seeding.global_seed(3, "07_draw", "test_draws"))
    expected = f"{seeding.generator(3, '07_draw', 'test_draws').random()} {seeded.random()}"

    run = authors_pytest("--seed", "3", "--submission", room / "draw.py", room / "checks.py")

    assert run.returncode == pytest.ExitCode.OK, run.stdout
    assert (room / "drawn").read_text() == expected
