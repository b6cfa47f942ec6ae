"""Measures what a submission uses while we wait for it, and ends the wait when that is too much.

Processor time is the limit a learner meets; wall time is a net far behind it, because a busy machine
stretches it (a 2 s wall limit was seen to fire after 0.7 s of processor time).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from grader.models import Limits, Outcome
from grader.sandbox.failure import Ended

GLANCE = 20  # milliseconds a wait may take before anything is measured: nearly every call is shorter


class Meter:
    """The budget of one submission over all its workers: a call's, a check's, and the whole."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._cpu: Callable[[], float] = lambda: 0.0
        self._spent_cpu = 0.0  # of workers that are gone
        self._spent_wall = 0.0
        self._check_cpu = limits.cpu
        self._check_from = 0.0
        self._call_from = 0.0
        self._call_started = 0.0
        self._call_ends = 0.0
        self._depth = 0
        self.timed_out = False

    def attach(self, cpu: Callable[[], float]) -> None:
        """Measures another worker from now on; `cpu` tells its processor time so far, in seconds."""
        self._spent_cpu = self.cpu
        self._cpu = cpu

    @property
    def cpu(self) -> float:
        """Seconds of processor time the submission has used so far."""
        return self._spent_cpu + self._cpu()

    @property
    def exhausted(self) -> bool:
        """Whether the budget of the whole submission is gone."""
        return self.cpu >= self._limits.cpu or self._spent_wall >= self._limits.wall

    def begin_check(self) -> None:
        """Starts a check. After the first time-out each gets no more than one call may take."""
        self._check_from = self.cpu
        self._check_cpu = self._limits.call_cpu if self.timed_out else self._limits.cpu

    def begin_call(self) -> None:
        """Starts a call; nested ones belong to the outermost."""
        if self._depth == 0:
            self._call_started = time.monotonic()
            self._call_ends = self._call_started + min(
                self._limits.call_wall, self._limits.wall - self._spent_wall
            )
            self._call_from = -1.0
        self._depth += 1

    def end_call(self) -> None:
        """Ends a call."""
        self._depth -= 1
        if self._depth == 0:
            self._spent_wall += time.monotonic() - self._call_started

    def wait(self, ready: Callable[[float], object]) -> None:
        """Returns when `ready`, asked with milliseconds to wait, says so. Ended with `timeout` at a limit."""
        if ready(GLANCE) and time.monotonic() < self._call_ends:
            return  # the time is asked of those as well who never let us wait
        if self._call_from < 0:
            self._call_from = max(0.0, self.cpu - GLANCE / 1000)
        while True:
            left = self.left()
            if left <= 0:
                self.timed_out = True
                raise Ended(Outcome.TIMEOUT, self._sentence())
            if ready(max(1.0, left * 1000)):
                return

    def left(self) -> float:
        """Seconds until the next limit can be reached."""
        limits, cpu = self._limits, self.cpu
        wall = time.monotonic() - self._call_started
        return min(
            limits.call_cpu - (cpu - self._call_from),
            self._check_cpu - (cpu - self._check_from),
            limits.cpu - cpu,
            limits.call_wall - wall,
            limits.wall - self._spent_wall - wall,
        )

    def _sentence(self) -> str:
        limits, cpu = self._limits, self.cpu
        if cpu - self._call_from >= limits.call_cpu:
            return f"One call of your code ran for more than {limits.call_cpu:g} s."
        if cpu >= limits.cpu:
            return f"Your code ran for more than {limits.cpu:g} s in all."
        if cpu - self._check_from >= self._check_cpu:
            return f"Your code ran for more than {self._check_cpu:g} s in this check."
        if time.monotonic() - self._call_started >= limits.call_wall:
            return f"One call of your code did not return within {limits.call_wall:g} s."
        return f"Your code took more than {limits.wall:g} s in all."
