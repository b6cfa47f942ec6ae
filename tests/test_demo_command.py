"""`grade demo`."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from pathlib import Path

from grader.cli.demo_command import FOLDER


def run_demo(here: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", "demo"]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=here, env=os.environ | environment, check=False
    )


def test_it_shows_a_failing_and_a_passing_report_from_any_folder(tmp_path: Path) -> None:
    result = run_demo(tmp_path)

    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert result.stdout.index("FAIL test_first_step_has_size_lr") < result.stdout.index("10 of 10 points")
    assert "Very likely: no bias correction" in result.stdout
    assert "grade exercise 15" in result.stdout.partition("Your turn")[2]


def test_it_tells_how_to_reach_grade_where_the_terminal_does_not_know_it(tmp_path: Path) -> None:
    result = run_demo(tmp_path, PATH="/usr/bin:/bin")

    steps = result.stdout.partition("Your turn")[2]
    knows = (Path("/usr/bin/grade").exists(), Path("/bin/grade").exists(), sys.prefix == sys.base_prefix)
    assert ("bin/activate" in steps) != any(knows)


def test_the_wrong_file_lacks_the_bias_correction_and_nothing_else() -> None:
    wrong, right = ((FOLDER / name).read_text().splitlines() for name in ("wrong.py", "right.py"))

    removed = [line for line in difflib.ndiff(right, wrong) if line.startswith("- ")]
    assert len(removed) == 7
    assert sum("_hat = " in line for line in removed) == 2
