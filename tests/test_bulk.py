"""Many submissions at once: every one ends in one line, the same for any number of lanes and any order."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.bulk import intake
from grader.errors import UsageError

HERE = Path(__file__).parent
TOY = HERE / "toy_course"
SUBMISSIONS = TOY / "submissions"
QUICK = (
    "passes fails raises exits os_exits nonsense nan none empty syntax_error lacks_class other_name stub "
    "half_written changes_argument crashes deep prints_verdict closes_stdout memory"
).split()

MakeClass = Callable[..., Path]


@pytest.fixture
def make_class(tmp_path: Path) -> MakeClass:
    """A folder of learners, each with one of the toy submissions."""

    def make(names: list[str], times: int = 1, where: str = "class") -> Path:
        folder = tmp_path / where
        for i in range(times):
            for name in names:
                room = folder / f"{name}_{i}"
                room.mkdir(parents=True)
                (room / "double.py").write_bytes((SUBMISSIONS / f"{name}.py").read_bytes())
        return folder

    return make


def bulk(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "grader",
        "--course",
        str(TOY),
        "bulk",
        *map(str, words),
        "--exercise",
        "1",
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def lines(out: Path) -> dict[str, dict[str, Any]]:
    read = [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]
    assert len({line["learner"] for line in read}) == len(read)
    return {line["learner"]: {**line, "seconds": 0} for line in read}


def test_every_submission_ends_in_one_state_and_the_batch_goes_on(
    make_class: MakeClass, tmp_path: Path
) -> None:
    source, out = make_class(QUICK), tmp_path / "out"
    (source / "nobody").mkdir()
    (source / "linked").mkdir()
    (source / "linked" / "double.py").symlink_to("/etc/passwd")
    (source / "pipe").mkdir()
    os.mkfifo(source / "pipe" / "double.py")

    done = bulk(source, "--out", out, "--jobs", "2")

    assert done.returncode == 0, done.stderr
    results = lines(out)
    assert len(results) == len(QUICK) + 3
    outcomes = {name.rpartition("_")[0] or name: line["outcome"] for name, line in results.items()}
    assert outcomes["passes"] == "graded"
    assert results["passes_0"]["points"] == 10
    assert outcomes["stub"] == "not_started"
    assert outcomes["empty"] == outcomes["syntax_error"] == outcomes["other_name"] == "refused"
    assert results["nobody"]["outcome"] == "missing"
    assert results["linked"]["outcome"] == results["pipe"]["outcome"] == "refused"
    assert "passwd" not in json.dumps(results["linked"]["checks"])
    assert {line["reveal"] for line in results.values()} == {"named"}
    assert f"{len(results)} of {len(results)} submissions ended" in done.stdout


def test_results_are_the_same_for_any_number_of_lanes_and_any_order(
    make_class: MakeClass, tmp_path: Path
) -> None:
    source = make_class(QUICK, times=2)
    reversed_ = tmp_path / "reversed"
    for i, room in enumerate(sorted(source.iterdir(), reverse=True)):
        (reversed_ / f"{i:03}").mkdir(parents=True)
        (reversed_ / f"{i:03}" / "double.py").write_bytes((room / "double.py").read_bytes())

    seen = []
    for jobs in ("1", "2", "4"):
        out = tmp_path / f"out{jobs}"
        assert bulk(source, "--out", out, "--jobs", jobs, "--seed", "5", "--reveal", "diff").returncode == 0
        seen.append(lines(out))
    assert bulk(reversed_, "--out", tmp_path / "outr", "--jobs", "2", "--seed", "5").returncode == 0

    assert seen[0] == seen[1] == seen[2]
    other = sorted(lines(tmp_path / "outr").items())
    for (_, mine), (_, theirs) in zip(sorted(seen[0].items(), reverse=True), other, strict=True):
        for key in ("outcome", "points", "checks", "diagnosis", "calls", "seed"):
            assert mine[key] == theirs[key]


def test_a_stopped_batch_loses_nothing_and_goes_on(make_class: MakeClass, tmp_path: Path) -> None:
    source, out = make_class(["passes", "fails"], times=40), tmp_path / "out"
    command = [sys.executable, "-m", "grader", "--course", str(TOY), "bulk", str(source), "--exercise", "1"]
    running = subprocess.Popen(
        [*command, "--out", str(out), "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (out / "results.jsonl").exists() or not (out / "results.jsonl").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    told, trouble = running.communicate(timeout=60)
    first = lines(out)

    again = bulk(source, "--out", out, "--jobs", "2")

    assert "Traceback" not in trouble
    assert running.returncode == 1
    assert "The same command goes on from here." in told
    assert 0 < len(first) < 80
    assert again.returncode == 0
    assert len(lines(out)) == 80
    assert all(lines(out)[learner] == line for learner, line in first.items())


def test_a_line_cut_by_a_crash_is_graded_again(make_class: MakeClass, tmp_path: Path) -> None:
    source, out = make_class(["passes"], times=2), tmp_path / "out"
    assert bulk(source, "--out", out, "--jobs", "1").returncode == 0
    whole = (out / "results.jsonl").read_text("utf-8")
    (out / "results.jsonl").write_text(whole[: len(whole) - 40], "utf-8")

    assert bulk(source, "--out", out, "--jobs", "1").returncode == 0

    assert len(lines(out)) == 2


def test_another_batch_is_never_mixed_in_or_overwritten(make_class: MakeClass, tmp_path: Path) -> None:
    source, out = make_class(["passes"]), tmp_path / "out"
    assert bulk(source, "--out", out, "--seed", "1").returncode == 0
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")

    other_seed = bulk(source, "--out", out, "--seed", "2")
    not_a_batch = bulk(source, "--out", mine)

    assert other_seed.returncode == not_a_batch.returncode == 2
    assert "another seed" in other_seed.stderr
    assert "holds no batch" in not_a_batch.stderr
    assert [each.name for each in mine.iterdir()] == ["thesis.txt"]


def test_a_dry_run_writes_nothing(make_class: MakeClass, tmp_path: Path) -> None:
    source = make_class(["passes", "fails"])
    (source / "nobody").mkdir()

    done = bulk(source, "--out", tmp_path / "out", "--dry-run")

    assert done.returncode == 0
    assert "2 would be graded, 1 would not" in done.stdout
    assert not (tmp_path / "out").exists()


def test_a_weaker_tier_must_be_asked_for(make_class: MakeClass, tmp_path: Path) -> None:
    source = make_class(["passes"])

    named = bulk(source, "--out", tmp_path / "named", "--isolation", "process")

    assert named.returncode == 0
    assert lines(tmp_path / "named")["passes_0"]["isolation"] == "process"


@pytest.mark.parametrize(
    "name", ["Zoë Ångström", "a b (c) [d]", "-rf", "=1+1", "x" * 200, "new\nline", "%s{}"]
)
def test_names_are_data(name: str, tmp_path: Path) -> None:
    (tmp_path / "class" / name).mkdir(parents=True)
    (tmp_path / "class" / name / "double.py").write_bytes((SUBMISSIONS / "passes.py").read_bytes())

    (found,) = intake.find(tmp_path / "class", "double.py")

    assert found.learner == name
    assert intake.read(tmp_path / "class", found.file).source


def test_only_a_plain_file_of_ones_own_is_read(tmp_path: Path) -> None:
    room = tmp_path / "learner"
    room.mkdir()
    secret = tmp_path / "secret.py"
    secret.write_text("answer = 42")
    (room / "linked.py").symlink_to(secret)
    (room / "hard.py").hardlink_to(secret)
    (room / "folder.py").mkdir()
    os.mkfifo(room / "pipe.py")
    with (room / "sparse.py").open("wb") as file:
        file.truncate(10 << 30)

    for name in ("linked", "hard", "folder", "pipe", "sparse", "absent"):
        with pytest.raises(UsageError):
            intake.read(tmp_path, f"learner/{name}.py")
