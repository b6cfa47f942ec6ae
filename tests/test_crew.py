"""Jobs spread over processes: each gets its result, a process that dies costs its job, and nothing stays."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.judge.crew import LOST, Job, spread

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")

DOES: dict[str, Callable[[], object]] = {
    "exit": lambda: os._exit(7),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "raise": lambda: list[int]()[0],
    "sleep": lambda: time.sleep(60),
}


def work(jobs: Iterator[Job], done: Callable[[Job], None]) -> None:
    """Squares numbers, or does what a job asks for."""
    for job in jobs:
        if "do" in job:
            DOES[job["do"]]()
        done({"square": job["n"] ** 2, "pid": os.getpid()})


def numbers(count: int) -> list[Job]:
    return [{"n": n} for n in range(count)]


def is_gone(pid: int) -> bool:
    """Whether there is no such process, not even a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_every_job_comes_back_with_its_own_result(processes: int) -> None:
    results = [(job["n"], result["square"]) for job, result in spread(numbers(20), work, processes)]

    assert sorted(results) == [(n, n * n) for n in range(20)]


def test_no_jobs_make_no_processes() -> None:
    assert list(spread([], work, 4)) == []


def test_work_is_done_in_no_more_processes_than_asked_for_and_never_in_this_one() -> None:
    pids = {result["pid"] for _, result in spread(numbers(40), work, 3)}

    assert 1 <= len(pids) <= 3
    assert os.getpid() not in pids


@pytest.mark.parametrize(("do", "code"), [("exit", 7), ("kill", -9), ("raise", 1)])
def test_a_process_that_dies_costs_its_job_only(do: str, code: int) -> None:
    jobs = numbers(8)
    jobs[3]["do"] = do

    results = {job["n"]: result for job, result in spread(jobs, work, 2)}

    assert results.pop(3) == {LOST: f"a process of ours ended with {code}"}
    assert {n: result["square"] for n, result in results.items()} == {n: n * n for n in range(8) if n != 3}


def test_when_every_process_dies_every_job_is_told_as_lost() -> None:
    jobs = [{"n": n, "do": "exit"} for n in range(5)]

    assert [LOST in result for _, result in spread(jobs, work, 2)] == [True] * 5


def test_a_fault_of_the_work_is_shown_with_its_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    list(spread([{"n": 0, "do": "raise"}], work, 1))

    assert "IndexError: list index out of range" in capfd.readouterr().err


def test_a_result_that_is_no_json_is_lost_like_a_death(capfd: pytest.CaptureFixture[str]) -> None:
    def odd(jobs: Iterator[Job], done: Callable[[Job], None]) -> None:
        for job in jobs:
            done({"value": float("nan") if job["n"] == 1 else 0.5})

    results = {job["n"]: result for job, result in spread(numbers(3), odd, 1)}

    assert results[0] == results[2] == {"value": 0.5}
    assert LOST in results[1]
    assert "ValueError" in capfd.readouterr().err


def test_work_that_stops_early_loses_the_job_it_was_given() -> None:
    def lazy(jobs: Iterator[Job], done: Callable[[Job], None]) -> None:
        done({"n": next(jobs)["n"]})

    results = [LOST in result for _, result in spread(numbers(4), lazy, 1)]

    assert results == [False, True, False, True]


def test_results_larger_than_a_pipe_cross_whole() -> None:
    def long(jobs: Iterator[Job], done: Callable[[Job], None]) -> None:
        for job in jobs:
            done({"text": job["text"] * 2})

    jobs = [{"text": letter * 3_000_000} for letter in "ab"]

    assert all(result["text"] == job["text"] * 2 for job, result in spread(jobs, long, 2))


def test_neither_processes_nor_descriptors_stay_behind() -> None:
    before = descriptors()
    jobs = numbers(12)
    jobs[2]["do"] = "exit"
    jobs[7]["do"] = "kill"

    pids = {result["pid"] for _, result in spread(jobs, work, 3) if LOST not in result}

    assert all(is_gone(pid) for pid in pids)
    assert descriptors() == before


def test_whoever_stops_listening_ends_the_jobs_that_run(tmp_path: Path) -> None:
    def noted(jobs: Iterator[Job], done: Callable[[Job], None]) -> None:
        for job in jobs:
            (tmp_path / str(os.getpid())).touch()
            work(iter([job]), done)

    before = descriptors()
    started = time.monotonic()
    results = spread([{"n": 1}, {"n": 2, "do": "sleep"}, {"n": 3}], noted, 2)
    next(results)
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.01)
    results.close()  # type: ignore[attr-defined]  # it is a generator

    assert time.monotonic() - started < 10
    assert all(is_gone(int(file.name)) for file in tmp_path.iterdir())
    assert descriptors() == before


def test_a_process_is_replaced_after_its_life() -> None:
    pids = [result["pid"] for _, result in spread(numbers(6), work, 1, life=2)]

    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [2, 2, 2]


def test_a_process_is_replaced_after_a_result_that_spends_it() -> None:
    results = spread(numbers(6), work, 1, spent=lambda result: result["square"] == 4)

    pids = [result["pid"] for _, result in results]

    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3]


def test_ctrl_c_lets_the_running_jobs_end_and_hands_out_no_more() -> None:
    def slow(jobs: Iterator[Job], done: Callable[[Job], None]) -> None:
        for job in jobs:
            time.sleep(0.2)
            done(job)

    seen = []

    def interrupted() -> None:
        for job, result in spread(numbers(50), slow, 2):
            seen.append((job, result))
            if len(seen) == 1:
                os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert 2 <= len(seen) <= 4
    assert all(job == result for job, result in seen)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_ctrl_c_ends_at_once() -> None:
    started = time.monotonic()

    def interrupted() -> None:
        for _ in spread([{"n": 1}, {"n": 2, "do": "sleep"}], work, 2):
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert time.monotonic() - started < 10


def test_where_nothing_can_be_forked_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")

    pids = {result["pid"] for _, result in spread(numbers(3), work, 4)}

    assert pids == {os.getpid()}
