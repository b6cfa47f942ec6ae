"""Pictures a check can attach, as data only; renderers draw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One named line: `y` over `x`, equally many numbers."""

    name: str
    x: Numbers
    y: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Lines over a common axis: a loss over epochs, a rate over time."""

    kind: Literal["curves"] = "curves"
    title: str
    x_label: str
    y_label: str
    curves: tuple[Curve, ...]
    log_y: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One named walk over a surface: its points, (x, y) each."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trajectory:
    """Walks on the contours of a surface: `height[i][j]` belongs to `x[j]`, `y[i]`."""

    kind: Literal["trajectory"] = "trajectory"
    title: str
    x: Numbers
    y: Numbers
    height: tuple[Numbers, ...]
    paths: tuple[Path, ...]
    minimiser: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Shares of values in bins (`edges` is one longer than `shares`), and the density they should follow."""

    kind: Literal["histogram"] = "histogram"
    title: str
    x_label: str
    edges: Numbers
    shares: Numbers
    law: Numbers = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One number for each name."""

    kind: Literal["bars"] = "bars"
    title: str
    y_label: str
    names: tuple[str, ...]
    values: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """One number for each row and column."""

    kind: Literal["heat_map"] = "heat_map"
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[Numbers, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Images:
    """Grey images in rows of numbers from 0 (black) to 1 (white), each with its caption."""

    kind: Literal["images"] = "images"
    title: str
    captions: tuple[str, ...]
    images: tuple[tuple[Numbers, ...], ...]


Chart = Curves | Trajectory | Histogram | Bars | HeatMap | Images
