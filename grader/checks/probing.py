"""Random inputs that stay away from the places where a right answer and a wrong one meet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def away_from_zero(
    rng: np.random.Generator, shape: int | tuple[int, ...], low: float = 0.5, high: float = 2.0
) -> NDArray[np.float64]:
    """Random numbers of either sign with `low` <= size <= `high`; at least one of each sign where two fit."""
    sizes = rng.uniform(low, high, shape)
    signs = rng.choice([-1.0, 1.0], shape)
    flat = signs.reshape(-1)
    if flat.size > 1 and abs(flat.sum()) == flat.size:
        flat[rng.integers(flat.size)] *= -1.0
    return np.asarray(sizes * flat.reshape(np.shape(sizes)))
