"""Random numbers for a check: independent of the order of checks, and of which others are run."""

from __future__ import annotations

import hashlib

import numpy as np


def _digest(seed: int, exercise: str, check: str) -> bytes:
    return hashlib.sha256(f"1|{seed}|{exercise}|{check}".encode()).digest()


def generator(seed: int, exercise: str, check: str) -> np.random.Generator:
    """The `rng` of a check: PCG64 seeded by the first 16 bytes of a hash, read as a big-endian number."""
    entropy = int.from_bytes(_digest(seed, exercise, check)[:16], "big")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))


def global_seed(seed: int, exercise: str, check: str) -> int:
    """What a submission's global random state is seeded with: the four bytes after the generator's."""
    return int.from_bytes(_digest(seed, exercise, check)[16:20], "big")
