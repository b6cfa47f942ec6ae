"""Functions to minimise whose answers are known, scaled so that one learning rate suits them all.

Each problem gives its `start`, `value`, `gradient` and `minimiser`, and keeps in `seen` the points at which
its gradient was asked. The curvature at the start is at most about 50 (`curriculum.md`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


@dataclass(eq=False)
class Problem:
    """A smooth function of a vector, where to start on it, and where its minimum lies."""

    name: str
    start: Vector
    minimiser: Vector
    value: Callable[[Vector], float]
    slope: Callable[[Vector], Vector]
    seen: list[Vector] = field(default_factory=list)

    def gradient(self, point: Vector) -> Vector:
        """The gradient at `point`, shape (d,); the point is kept in `seen`."""
        self.seen.append(np.array(point, dtype=float))
        return self.slope(np.asarray(point, dtype=float))

    def distance(self, point: Vector) -> float:
        """How far `point` is from the minimiser, as a share of the distance at the start."""
        way = np.linalg.norm(np.asarray(point) - self.minimiser)
        return float(way / np.linalg.norm(self.start - self.minimiser))


def valley() -> Problem:
    """A long bowl, 0.5 (x^2 + 50 y^2): condition number 50, minimum 0 at the origin."""
    curvature = np.array([1.0, 50.0])
    return Problem(
        "valley",
        start=np.array([2.0, 1.0]),
        minimiser=np.zeros(2),
        value=lambda w: float(0.5 * (curvature * w * w).sum()),
        slope=lambda w: curvature * w,
    )


def rosenbrock() -> Problem:
    """Rosenbrock's bent valley times 0.01, from (-1.2, 1), where it is 0.242; minimum 0 at (1, 1)."""

    def value(w: Vector) -> float:
        return float(0.01 * ((1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2))

    def slope(w: Vector) -> Vector:
        bend = w[1] - w[0] ** 2
        return 0.01 * np.array([-2 * (1 - w[0]) - 400 * w[0] * bend, 200 * bend])

    return Problem("rosenbrock", np.array([-1.2, 1.0]), np.ones(2), value, slope)


def saddle() -> Problem:
    """0.5 x^2 - 0.5 y^2 + 0.25 y^4, started beside the axis that leads into the saddle at the origin.

    The minima, -0.25 each, lie at (0, 1) and (0, -1); from the start the way leads to (0, 1).
    """
    return Problem(
        "saddle",
        start=np.array([np.sqrt(2.0), 0.01]),
        minimiser=np.array([0.0, 1.0]),
        value=lambda w: float(0.5 * w[0] ** 2 - 0.5 * w[1] ** 2 + 0.25 * w[1] ** 4),
        slope=lambda w: np.array([w[0], w[1] ** 3 - w[1]]),
    )


def plateau() -> Problem:
    """1 - exp(-|w|^2 / 2) from (2, 2): nearly flat at the start (slope 0.05), minimum 0 at the origin."""
    return Problem(
        "plateau",
        start=np.array([2.0, 2.0]),
        minimiser=np.zeros(2),
        value=lambda w: float(1 - np.exp(-0.5 * (w @ w))),
        slope=lambda w: w * np.exp(-0.5 * (w @ w)),
    )


def logistic_regression() -> Problem:
    """The mean logistic loss of eight labelled points times 20, with a little L2 so that it has a minimum.

    The minimiser is computed here by Newton's method, to the last digit: it is no optimizer of the course.
    """
    x = np.array([
        [1.0, 0.2], [0.8, -0.5], [1.5, 1.0], [0.3, 0.9], [-1.0, 0.1], [-0.7, 0.8], [-1.2, -1.0], [0.4, -0.9],
    ])  # fmt: skip
    y = np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0])
    weight, penalty = 20.0, 0.05

    def value(w: Vector) -> float:
        z = x @ w
        loss = np.logaddexp(0, z) - y * z
        return float(weight * (loss.mean() + 0.5 * penalty * (w @ w)))

    def slope(w: Vector) -> Vector:
        p = 1 / (1 + np.exp(-(x @ w)))
        return np.asarray(weight * (x.T @ (p - y) / len(y) + penalty * w))

    def newton_minimum() -> Vector:
        w = np.zeros(2)
        for _ in range(30):
            p = 1 / (1 + np.exp(-(x @ w)))
            curvature = weight * ((x.T * (p * (1 - p))) @ x / len(y) + penalty * np.eye(2))
            w = w - np.linalg.solve(curvature, slope(w))
        return w

    return Problem("logistic regression", np.array([-2.0, 2.0]), newton_minimum(), value, slope)


@dataclass(eq=False)
class EndToEnd:
    """Several problems in one vector: one step of an optimizer moves on all of them."""

    parts: tuple[Problem, ...]

    @property
    def start(self) -> Vector:
        """The starts, one behind the other."""
        return np.concatenate([part.start for part in self.parts])

    def gradient(self, point: Vector) -> Vector:
        """The gradients, one behind the other."""
        return np.concatenate([p.gradient(w) for p, w in zip(self.parts, self.split(point), strict=True)])

    def split(self, point: Vector) -> list[Vector]:
        """Each problem's own part of `point`, copied."""
        whole, pieces, start = np.array(point), [], 0
        for part in self.parts:
            end = start + part.start.size
            pieces.append(whole[start:end])
            start = end
        return pieces


def end_to_end(*parts: Problem) -> EndToEnd:
    """Puts several problems into one vector."""
    return EndToEnd(parts)
