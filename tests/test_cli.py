"""The command: exit codes, sentences instead of tracebacks, JSON for programs, quiet endings."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest

from grader import __version__
from grader.cli import main
from grader.render.json import schema
from grader.workspace import MAX_SOURCE

HERE = Path(__file__).parent
TOY = HERE / "toy_course"
SUBMISSIONS = TOY / "submissions"
GRADE = Path(sys.executable).with_name("grade")
ESCAPE = re.compile(r"\x1b")

Finished = subprocess.CompletedProcess[str]
Command = Callable[..., Finished]


def clean(finished: Finished) -> Finished:
    """What a command wrote may hold no traceback and, into a pipe, no escape codes."""
    for shown in (finished.stdout, finished.stderr):
        assert "Traceback" not in shown
        assert not ESCAPE.search(shown)
    return finished


def run(*words: str | Path, **more: Any) -> Finished:
    """The installed command with its words, as a shell would start it."""
    command = [str(GRADE), *map(str, words)]
    return clean(subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **more))


def toy(*words: str | Path, **more: Any) -> Finished:
    """The same on the first toy exercise."""
    return run("--course", TOY, "exercise", "1", *words, **more)


@pytest.fixture
def grade(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command in this process, which saves half a second each: `grade(words, folder=...)`."""

    def run_here(*words: str | Path, folder: Path | None = None) -> Finished:
        monkeypatch.setattr(sys, "argv", ["grade", *map(str, words)])
        if folder is not None:
            monkeypatch.chdir(folder)
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return clean(subprocess.CompletedProcess(sys.argv, cast("int", ended.value.code), out, err))

    return run_here


@pytest.fixture
def grade_toy_file(grade: Command) -> Command:
    """The same on the first toy exercise."""
    return lambda *words, **more: grade("--course", TOY, "exercise", "1", *words, **more)


def told(finished: Finished) -> str:
    """The one sentence a wrong use ends with, on standard error alone, with exit code 2."""
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert finished.stderr.startswith("grade: ")
    assert finished.stderr.count("\n") == 1
    return finished.stderr.removeprefix("grade: ").strip()


# ---------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("name", "code"), [("passes", 0), ("fails", 1), ("stub", 1), ("syntax_error", 1), ("empty", 1)]
)
def test_the_exit_code_tells_whether_every_check_passed(
    grade_toy_file: Command, name: str, code: int
) -> None:
    finished = grade_toy_file(SUBMISSIONS / f"{name}.py")

    assert finished.returncode == code
    assert finished.stderr == ""
    assert finished.stdout.startswith("01 Double")


def test_the_installed_command_ends_with_the_same_codes(tmp_path: Path) -> None:
    assert toy(SUBMISSIONS / "passes.py").returncode == 0
    assert toy(SUBMISSIONS / "fails.py").returncode == 1
    assert toy("nowhere.py", cwd=tmp_path).returncode == 2


def test_the_exit_code_of_one_check_is_that_checks(grade_toy_file: Command) -> None:
    assert grade_toy_file(SUBMISSIONS / "fails.py", "--check", "test_counts").returncode == 0
    assert grade_toy_file(SUBMISSIONS / "fails.py", "--check", "test_doubles").returncode == 1


def test_a_fault_of_the_graders_own_ends_with_3_and_costs_nothing(grade: Command, tmp_path: Path) -> None:
    room = tmp_path / "exercises" / "01_double"
    room.mkdir(parents=True)
    for file in (TOY / "exercises" / "01_double").glob("*.*"):
        (room / file.name).write_bytes(file.read_bytes())
    with (room / "checks.py").open("a") as checks:
        checks.write('\n\n@check(points=1)\ndef test_nothing(submission):\n    """It asks nothing."""\n')

    finished = grade("--course", tmp_path, "exercise", "1", SUBMISSIONS / "passes.py")

    assert finished.returncode == 3
    assert "the grader failed" in finished.stdout
    assert "10 of" not in finished.stdout


def test_a_course_that_is_wrong_ends_with_2_and_its_file(grade: Command) -> None:
    sentence = told(
        grade("--course", TOY / "broken" / "unknown_key", "exercise", "1", SUBMISSIONS / "passes.py")
    )

    assert sentence.endswith("exercise.toml: `titel`: is not a known key; remove it or correct its spelling.")


# ---------------------------------------------------------------- words that make no sense


def test_an_unknown_exercise_suggests_the_nearest(grade: Command) -> None:
    assert told(grade("exercise", "adm")) == "There is no exercise `adm`; did you mean `15_adam`?"
    assert told(grade("exercise", "99")) == "There is no exercise `99`; `grade list` shows them all."


def test_an_unknown_check_lists_those_there_are(grade_toy_file: Command) -> None:
    assert told(grade_toy_file(SUBMISSIONS / "passes.py", "--check", "test_halves")) == (
        "There is no check `test_halves`; there are test_doubles, test_doubles_twice, test_counts, "
        "leaves_its_arguments_alone."
    )


def test_an_unknown_command_or_option_is_told_by_name(grade: Command) -> None:
    command, option = grade("exercize", "15"), grade("exercise", "15", "--sed", "3")

    assert (command.returncode, option.returncode) == (2, 2)
    assert "There is no command `exercize`; did you mean `grade exercise`?" in command.stderr
    assert "No such option" in option.stderr
    assert "--seed" in option.stderr


@pytest.mark.parametrize(
    "words", [["--seed", "-1"], ["--seed", "x"], ["--seed", str(2**63)], ["--reveal", "all"]]
)
def test_an_option_of_no_sense_ends_with_2(grade_toy_file: Command, words: list[str]) -> None:
    finished = grade_toy_file(SUBMISSIONS / "passes.py", *words)

    assert (finished.returncode, finished.stdout) == (2, "")
    assert "Invalid value for" in finished.stderr


def test_an_unknown_tier_and_a_course_that_is_none_are_told(grade_toy_file: Command, grade: Command) -> None:
    assert "There is no tier `jail`" in told(grade_toy_file(SUBMISSIONS / "passes.py", "--isolation", "jail"))
    assert "is no course: it has no folder `exercises`" in told(
        grade("--course", SUBMISSIONS, "exercise", "1")
    )


# ---------------------------------------------------------------- files that cannot be graded


def test_a_file_that_is_not_there_is_told(grade_toy_file: Command, tmp_path: Path) -> None:
    assert (
        told(grade_toy_file("nowhere.py", folder=tmp_path))
        == "`nowhere.py` cannot be read: No such file or directory."
    )


def test_a_folder_stands_for_the_learners_file_in_it(grade_toy_file: Command, tmp_path: Path) -> None:
    assert told(grade_toy_file(tmp_path)).endswith("double.py` cannot be read: No such file or directory.")
    (tmp_path / "double.py").write_bytes((SUBMISSIONS / "passes.py").read_bytes())
    assert grade_toy_file(tmp_path).returncode == 0


def test_a_folder_of_the_files_name_is_told(grade_toy_file: Command, tmp_path: Path) -> None:
    (tmp_path / "double.py").mkdir()

    assert "double.py` cannot be read: Is a directory." in told(grade_toy_file(tmp_path))


def test_a_pipe_is_told_at_once_not_waited_for(grade_toy_file: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "double.py")

    assert (
        told(grade_toy_file("double.py", folder=tmp_path))
        == "`double.py` is no regular file; name the file you wrote."
    )


def test_a_device_is_told(grade_toy_file: Command, tmp_path: Path) -> None:
    assert told(grade_toy_file("/dev/zero", folder=tmp_path)).endswith(
        "is no regular file; name the file you wrote."
    )


def test_a_huge_file_is_told(grade_toy_file: Command, tmp_path: Path) -> None:
    (tmp_path / "double.py").write_bytes(b"#" * (MAX_SOURCE + 1))

    assert (
        told(grade_toy_file("double.py", folder=tmp_path))
        == "`double.py` is larger than 1024 KiB; is it the right file?"
    )


def test_a_file_that_may_not_be_read_is_told(grade_toy_file: Command, tmp_path: Path) -> None:
    file = tmp_path / "double.py"
    file.write_text("x = 1\n")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")

    assert (
        told(grade_toy_file("double.py", folder=tmp_path)) == "`double.py` cannot be read: Permission denied."
    )


@pytest.mark.parametrize(
    "name", [b"caf\xe9.py", b"a\x1b[31mred.py", b"two\nlines.py", "\u202eyp.py".encode()]
)
def test_a_name_no_terminal_can_show_is_shown_without_harm(
    grade_toy_file: Command, tmp_path: Path, name: bytes
) -> None:
    file = os.fsencode(tmp_path) + b"/" + name
    with open(file, "wb") as made:  # noqa: PTH123 - a name in bytes
        made.write((SUBMISSIONS / "fails.py").read_bytes())

    shown, as_json = (
        grade_toy_file(os.fsdecode(name), folder=tmp_path),
        grade_toy_file(os.fsdecode(name), "--json", folder=tmp_path),
    )
    missing = told(grade_toy_file(os.fsdecode(name) + "x", folder=tmp_path))

    assert (shown.returncode, as_json.returncode) == (1, 1)
    assert json.loads(as_json.stdout)["submission"]["path"].isprintable()
    assert shown.stdout.splitlines()[0].startswith("01 Double   ")
    assert missing.isprintable()


# ---------------------------------------------------------------- the learner's own file


def test_the_file_in_the_current_folder_is_found(grade_toy_file: Command, tmp_path: Path) -> None:
    (tmp_path / "double.py").write_bytes((SUBMISSIONS / "passes.py").read_bytes())

    finished = grade_toy_file(folder=tmp_path)

    assert finished.returncode == 0
    assert finished.stdout.startswith("01 Double   double.py   4 of 4 checks pass   10 of 10 points")


def test_a_marked_folder_gets_the_stub_once_and_keeps_what_is_written(
    grade_toy_file: Command, tmp_path: Path
) -> None:
    (tmp_path / ".grade").mkdir()
    first = grade_toy_file(folder=tmp_path)
    written = tmp_path / "01_double" / "double.py"
    assert first.returncode == 1
    assert "not started yet" in first.stdout
    assert written.read_bytes() == (TOY / "exercises" / "01_double" / "double.py").read_bytes()

    written.write_bytes((SUBMISSIONS / "passes.py").read_bytes())

    assert grade_toy_file(folder=tmp_path).returncode == 0


# ---------------------------------------------------------------- JSON


@pytest.mark.parametrize("name", ["passes", "fails", "stub", "syntax_error", "crashes", "prints_verdict"])
def test_json_is_one_document_that_obeys_the_schema(grade_toy_file: Command, name: str) -> None:
    finished = grade_toy_file(SUBMISSIONS / f"{name}.py", "--json")

    report = json.loads(finished.stdout)
    jsonschema.Draft202012Validator(schema()).validate(report)
    assert finished.stderr == ""
    assert report["exercise"] == "01_double"
    assert report["versions"]["backgrade"] == __version__


def test_a_seed_repeats_a_run_bit_for_bit_but_for_its_time(grade_toy_file: Command) -> None:
    texts = [grade_toy_file(SUBMISSIONS / "fails.py", "--json", "--seed", "15").stdout for _ in range(2)]
    other = grade_toy_file(SUBMISSIONS / "fails.py", "--json", "--seed", "16").stdout

    one, two, three = (re.sub(r'"seconds": [\d.]+', "", text) for text in (*texts, other))
    assert one == two != three
    assert json.loads(texts[0])["seed"] == 15


def test_without_a_seed_each_run_has_its_own(grade_toy_file: Command) -> None:
    seeds = {json.loads(grade_toy_file(SUBMISSIONS / "passes.py", "--json").stdout)["seed"] for _ in range(3)}

    assert len(seeds) == 3


def test_what_is_revealed_can_be_lowered(grade_toy_file: Command) -> None:
    finished = grade_toy_file(SUBMISSIONS / "fails.py", "--json", "--reveal", "verdict")

    report = json.loads(finished.stdout)
    assert report["reveal"] == "verdict"
    assert [check["evidence"] for check in report["checks"]] == [[]] * 4
    assert "double" not in json.dumps([check["message"] for check in report["checks"]])


# ---------------------------------------------------------------- screens


def test_no_line_is_longer_than_a_hundred_columns(grade: Command, grade_toy_file: Command) -> None:
    screens = [
        grade_toy_file(SUBMISSIONS / "prints_10_mb.py"),
        grade_toy_file(SUBMISSIONS / "prints_verdict.py", "--all"),
        grade_toy_file(SUBMISSIONS / "indentation_error.py"),
        grade_toy_file("--help"),
        grade("--help"),
    ]

    assert all(len(line) <= 100 for screen in screens for line in screen.stdout.splitlines())


def on_a_terminal(environment: dict[str, str]) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [GRADE, "--course", TOY, "exercise", "1", SUBMISSIONS / "fails.py"],
        stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color", **environment},
    )  # fmt: skip
    os.close(theirs)
    written = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:  # how Linux tells that the other end is closed
            break
        if not part:
            break
        written += part
    os.close(ours)
    assert process.wait(60) == 1
    return written.decode()


def test_a_terminal_gets_colours_unless_it_asks_for_none() -> None:
    coloured, plain, dumb = (
        on_a_terminal(environment) for environment in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"})
    )

    assert ESCAPE.search(coloured)
    assert not ESCAPE.search(plain)
    assert not ESCAPE.search(dumb)
    assert "FAIL" in plain


def test_version_and_help_need_no_course(grade: Command, tmp_path: Path) -> None:
    assert grade("--version", folder=tmp_path).stdout == f"grade, version {__version__}\n"
    assert "Grade your file for one exercise." in grade("-h").stdout
    assert "--isolation TIER" in grade("exercise", "-h").stdout


def test_the_package_can_be_run_as_the_command() -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "grader", "--version"], capture_output=True, text=True, timeout=60, check=False
    )

    assert (finished.returncode, finished.stdout) == (0, f"grade, version {__version__}\n")


# ---------------------------------------------------------------- endings


def test_a_reader_that_goes_away_is_no_fault() -> None:
    ours, theirs = os.pipe()
    os.close(ours)

    finished = subprocess.run(
        [GRADE, "--course", TOY, "exercise", "1", SUBMISSIONS / "fails.py"],
        stdout=theirs, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
    )  # fmt: skip
    os.close(theirs)

    assert finished.stderr == ""
    assert finished.returncode not in (0, 3)


def test_ctrl_c_stops_at_once_and_leaves_nothing_behind(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    submission = tmp_path / "double.py"
    submission.write_text(
        f"import os, time\nopen({str(mark)!r}, 'w').write(str(os.getpid()))\ntime.sleep(99)\n"
    )
    process = subprocess.Popen(
        [GRADE, "--course", TOY, "exercise", "1", submission, "--isolation", "process"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while not (mark.exists() and mark.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)

    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert (process.returncode, out, err) == (130, "", "\nStopped.\n")
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
