"""`grade doctor`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from grader.sandbox.tiers import TIERS


def run_doctor(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", *arguments, "doctor"]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, check=False)


def test_it_tells_versions_tiers_course_and_cache_and_ends_with_0_where_grading_works() -> None:
    result = run_doctor()

    words = [line.split()[:2] for line in result.stdout.splitlines() if line.startswith("  ")]
    assert result.returncode == 0, result.stdout
    assert {"Python", "NumPy", "pytest", "msgpack", *TIERS, "course", "cache"} <= {name for _, name in words}
    assert ["ok", "trial"] in words
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_a_package_that_does_not_load_is_named_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "msgpack.py").write_text("raise ImportError('a library is missing')")

    result = run_doctor(PYTHONPATH=str(tmp_path))

    assert result.returncode == 1
    assert "--  msgpack  cannot be imported" in result.stdout
    assert result.stderr == ""


def test_a_folder_that_is_no_course_ends_with_1(tmp_path: Path) -> None:
    result = run_doctor("--course", str(tmp_path))

    assert result.returncode == 1
    assert "is no course" in " ".join(result.stdout.split())


def test_a_cache_that_cannot_be_written_is_told_and_does_not_keep_from_grading(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    result = run_doctor(XDG_CACHE_HOME=str(tmp_path / "file"))

    assert result.returncode == 0, result.stdout
    assert "--  cache" in result.stdout
