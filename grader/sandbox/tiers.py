"""Finds the strongest isolation this machine has, by trying it; names of systems prove nothing.

In a run the trial is the start itself: a spawner begins at the strongest tier and takes the next when a
worker cannot be confined. Only `found` tries them all.
"""

from __future__ import annotations

import contextlib
import sys

from grader.errors import InternalError, UsageError
from grader.models import Limits, Tier
from grader.sandbox.failure import Unavailable
from grader.sandbox.workers import ProcessSpawner, Spawner, Worker

TIERS: tuple[Tier, ...] = ("box", "landlock", "seccomp", "process")  # strongest first
MAX_RESTARTS = 5  # of a zygote, one after the other: something on this machine kills it

_ADVICE: dict[Tier, str] = {
    "box": "install bubblewrap (`apt install bubblewrap`) and allow user namespaces",
    "landlock": "needs Linux 5.13 or newer with Landlock switched on",
    "seccomp": "needs Linux on x86_64 or aarch64",
    "process": "needs a system that can start processes",
}


def spawner_for(
    tier: str | None, limits: Limits, at_least: Tier = "process", *, keep_ahead: bool = False
) -> Spawner:
    """Starts the first worker at `tier`, or at the strongest tier there is, none below `at_least`.

    UsageError when there is no tier of that name; what cannot be had shows at the first `spawn`.
    """
    if tier is None:
        return Strongest(TIERS[: TIERS.index(at_least) + 1], limits, keep_ahead=keep_ahead)
    if tier not in TIERS:
        raise UsageError(f"There is no tier `{tier}`; there are {', '.join(TIERS)}.")
    return Strongest((tier,), limits, keep_ahead=keep_ahead)


class Strongest:
    """Workers of the first of `tiers` that can be had; a zygote that dies is replaced."""

    def __init__(self, tiers: tuple[Tier, ...], limits: Limits, *, keep_ahead: bool = False) -> None:
        self._left = list(tiers)
        self._limits = limits
        self._keep_ahead = keep_ahead
        self._spawner: Spawner | None = None
        self._proven = False
        self._killed = False
        self._restarts = 0
        self._reasons: list[str] = []
        self._start()

    @property
    def tier(self) -> Tier:
        """The tier in use; certain once a worker has been spawned."""
        return self._left[0]

    def spawn(self, limits: Limits) -> Worker:
        """See `Spawner`. UsageError when none of the tiers can be had."""
        while True:
            try:
                if self._spawner is not None:
                    worker = self._spawner.spawn(limits)
                    self._proven, self._restarts = True, 0
                    return worker
            except Unavailable as error:
                self._note(error)
            self._next()

    def close(self) -> None:
        """See `Spawner`."""
        if self._spawner is not None:
            self._spawner.close()
            self._spawner = None

    def _next(self) -> None:
        with contextlib.suppress(Unavailable, OSError):
            self.close()
        self._spawner = None
        chance = self._proven or self._killed  # what failed may be this zygote alone, not the tier
        if chance and self._restarts < MAX_RESTARTS:
            self._restarts += 1
        elif self._proven:
            raise InternalError(f"the sandbox keeps dying: {self._reasons[-1]}")
        else:
            del self._left[0]
        if not self._left:
            raise UsageError(f"This isolation is not to be had here ({'; '.join(self._reasons)}).")
        self._start()

    def _start(self) -> None:
        try:
            self._spawner = _started(self.tier, self._limits, self._keep_ahead)
        except Unavailable as error:
            self._note(error)

    def _note(self, error: Unavailable) -> None:
        self._killed = error.killed
        self._reasons.append(f"{self.tier}: {error}")


def _started(tier: Tier, limits: Limits, keep_ahead: bool) -> Spawner:
    if tier == "process":
        return ProcessSpawner(limits)
    if sys.platform != "linux":
        raise Unavailable("Linux only")
    from grader.sandbox.forked import ForkedSpawner  # needs what only Linux has

    return ForkedSpawner(tier, limits, keep_ahead=keep_ahead)


def found(limits: Limits | None = None) -> list[tuple[Tier, bool, str]]:
    """Each tier, whether a worker can be started at it here, and how long that took or one line of advice."""
    import time

    told: list[tuple[Tier, bool, str]] = []
    for tier in TIERS:
        began = time.monotonic()
        try:
            with contextlib.closing(_started(tier, limits or Limits(), keep_ahead=False)) as spawner:
                spawner.spawn(limits or Limits()).end()
            told.append((tier, True, f"starts in {(time.monotonic() - began) * 1000:.0f} ms"))
        except (Unavailable, OSError) as error:
            told.append((tier, False, f"{_ADVICE[tier]} ({error})"))
    return told
