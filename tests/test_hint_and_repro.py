"""`grade hint` counts what was seen; `grade repro` prints a script that repeats exactly the failing call."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WRONG = HERE / "submissions" / "15_adam" / "wrong"


def grade(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=folder)


@pytest.fixture
def working(tmp_path: Path) -> Path:
    (tmp_path / ".grade").mkdir()
    return tmp_path


def test_three_hints_come_one_at_a_time_and_are_counted(working: Path) -> None:
    first, second, third, fourth = (grade("hint", "15", folder=working) for _ in range(4))

    assert "hint 1 of 3" in first.stdout
    assert "  2  " not in first.stdout
    assert "hint 2 of 3" in second.stdout
    assert "hint 3 of 3" in third.stdout
    assert fourth.stdout == third.stdout
    kept = json.loads((working / ".grade" / "progress.json").read_text())
    assert kept["exercises"]["15_adam"]["hints"] == 3
    assert max(len(line) for line in third.stdout.splitlines()) <= 100


def test_a_broken_progress_file_is_told_and_kept(working: Path) -> None:
    (working / ".grade" / "progress.json").write_text("{broken")

    told = grade("hint", "15", folder=working)

    assert told.returncode == 2
    assert "progress.json` cannot be understood" in told.stderr
    assert (working / ".grade" / "progress.json").read_text() == "{broken"


@pytest.mark.parametrize("name", ["no_bias_correction", "eps_inside", "t_never_advances", "shared_state"])
def test_a_script_repeats_the_failing_call(name: str, working: Path) -> None:
    seen = grade("exercise", "15", WRONG / f"{name}.py", "--seed", "3", "--json", folder=working)
    check = next(c for c in json.loads(seen.stdout)["checks"] if c["outcome"] == "failed")
    parts = [item for item in check["evidence"] if item["kind"] == "divergence"]

    made = grade("repro", f"15.{check['name']}", WRONG / f"{name}.py", "--seed", "3", folder=working)
    (working / "repro.py").write_text(made.stdout)
    run = subprocess.run(
        [sys.executable, "repro.py"], capture_output=True, text=True, timeout=60, check=False, cwd=working
    )

    assert made.returncode == 0, made.stderr
    assert run.returncode == 0, run.stderr
    if name != "shared_state":  # its state is what other checks left behind, which no single call can show
        numbers = [float(each) for each in re.findall(r"-?\d+\.\d+", run.stdout)]
        assert any(parts[0]["got"]["values"][0] == pytest.approx(each, abs=1e-8) for each in numbers)


def test_a_script_is_written_to_a_new_file_only(working: Path) -> None:
    words = ("repro", "15.1", WRONG / "uphill.py", "--out", "mine.py")
    first, second = grade(*words, folder=working), grade(*words, folder=working)

    assert first.returncode == 0
    assert second.returncode == 2
    assert "is there already" in second.stderr


@pytest.mark.parametrize(
    ("what", "told"), [("15", "names no check"), ("15.99", "There is no check"), ("15.1", "no failing call")]
)
def test_what_cannot_be_reproduced_is_told(what: str, told: str, working: Path) -> None:
    right = HERE / "submissions" / "15_adam" / "right" / "dict_state.py"

    done = grade("repro", what, right, folder=working)

    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
