"""Finds the strongest isolation this machine has, by trying it; names of systems prove nothing."""

from __future__ import annotations

from grader.errors import UsageError
from grader.models import Limits
from grader.sandbox.workers import ProcessSpawner, Spawner

TIERS = ("box", "landlock", "seccomp", "process")  # strongest first


def spawner_for(tier: str | None, limits: Limits) -> Spawner:
    """Starts the first worker at `tier`, or at the best tier there is. UsageError when it cannot be had."""
    if tier is not None and tier not in TIERS:
        raise UsageError(f"There is no tier `{tier}`; there are {', '.join(TIERS)}.")
    if tier not in (None, "process"):
        raise UsageError(f"The tier `{tier}` is not to be had yet; `process` is.")
    return ProcessSpawner(limits)
