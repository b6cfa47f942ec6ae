"""What a check can show for its outcome: comparisons, calls, measurements, output, charts.

Values of a submission stand here as excerpts: a few numbers or a cut text, already cleaned of control
characters, so that a report stays small and safe whatever was returned.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from grader.models.charts import Chart

if TYPE_CHECKING:
    import numpy as np  # loaded late: the command line reads models while the worker starts

MAX_SHOWN = 8  # numbers of a row: what fits a line of 100 columns with a label
MAX_TEXT = 500  # characters of printed output or of an exception's message

Number = float | int | str
"""A number, or its name where JSON has none for it: "nan", "inf", "-inf", "1+2j"."""


def cleaned(text: str, limit: int = MAX_TEXT) -> str:
    """`text` without control, bidi and other invisible characters, cut to `limit` characters."""
    cut = text[: limit * 4]  # enough to fill the limit, without a walk over megabytes
    kept = "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "?" for c in cut)
    return kept if len(kept) <= limit and len(cut) == len(text) else kept[: limit - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A part of a value small enough to show: the row `at` of an array, or the value's own text."""

    type: str
    shape: tuple[int, ...] | None = None
    dtype: str | None = None
    at: str = ""
    values: tuple[Number, ...] = ()
    more: int = 0
    text: str = ""


def excerpt(value: object, index: tuple[int, ...] = ()) -> Excerpt:
    """What to show of `value`: of an array the row that holds `index`, as many numbers as fit a line."""
    try:
        return _excerpt(value, index)
    except SystemError:  # NumPy's, for a text in an array whose code points do not exist
        return Excerpt(type=type(value).__name__, text="a text that cannot be read")


def _excerpt(value: object, index: tuple[int, ...]) -> Excerpt:
    import numpy as np  # see the top

    if isinstance(value, np.ndarray):
        return _array_excerpt(value, index)
    kind = type(value).__name__
    if isinstance(value, np.generic):
        return Excerpt(type=kind, shape=(), values=(_number(value.item()),))
    if isinstance(value, bool | int | float | complex) and not _is_long(value):
        return Excerpt(type=kind, shape=(), values=(_number(value),))
    return Excerpt(type=kind, text=cleaned(_plain_text(value), 200))


def _array_excerpt(array: np.ndarray[Any, Any], index: tuple[int, ...]) -> Excerpt:
    import numpy as np  # see the top

    row: Any = array
    at = ""
    if array.ndim > 1 and array.size:
        index = index or (0,) * array.ndim
        row = array[index[:-1]]
        at = "[" + ", ".join(map(str, index[:-1])) + "]"
    flat = np.atleast_1d(row)
    start = 0
    if index and flat.size > MAX_SHOWN:
        start = min(max(index[-1] - MAX_SHOWN // 2, 0), flat.size - MAX_SHOWN)
        if start:
            at = f"{at}[{start}:]"
    shown = flat[start : start + MAX_SHOWN]
    return Excerpt(
        type="ndarray",
        shape=array.shape,
        dtype=str(array.dtype),
        at=at,
        values=tuple(_number(item) for item in shown.tolist()),
        more=int(flat.size - start - shown.size),
    )


def _is_long(value: object) -> bool:
    return isinstance(value, int) and value.bit_length() > 63


def _number(value: object) -> Number:
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return cleaned(str(value), 40)


def _plain_text(value: object) -> str:
    """A text for plain values; arrays inside containers are told by shape, the middle of long ones is cut."""
    import numpy as np  # see the top

    if isinstance(value, str):
        return repr(value[:300])
    if isinstance(value, np.ndarray):
        return f"array{value.shape}" if value.size > 6 else f"array({_compact(value)})"
    if isinstance(value, dict):
        items = [f"{_plain_text(k)}: {_plain_text(v)}" for k, v in list(value.items())[:8]]
        return "{" + ", ".join(items + ["…"] * (len(value) > 8)) + "}"
    if isinstance(value, list | tuple):
        items = [_plain_text(v) for v in value[:8]] + ["…"] * (len(value) > 8)
        open_, close = "[]" if isinstance(value, list) else "()"
        return open_ + ", ".join(items) + ("," if close == ")" and len(value) == 1 else "") + close
    if _is_long(value):
        return f"an int of {value.bit_length()} bits"  # type: ignore[attr-defined]  # an int
    if isinstance(value, np.generic):
        return str(value.item())
    return repr(value)


def _compact(value: np.ndarray[Any, Any]) -> str:
    import numpy as np  # see the top

    text: str = np.array2string(value, precision=6, separator=", ", max_line_width=10_000)
    return " ".join(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A value beside the one it should be; `problem` is the first thing that was wrong with it."""

    kind: Literal["comparison"] = "comparison"
    what: str
    problem: Literal["type", "shape", "finite", "values"]
    shape: tuple[int, ...] | None = None
    got_shape: tuple[int, ...] | None = None
    size: int = 0
    n_differing: int = 0
    first_index: tuple[int, ...] | None = None
    max_abs: float | None = None
    max_rel: float | None = None
    tolerance: str = ""
    expected: Excerpt | None = None
    got: Excerpt | None = None

    def without_values(self) -> Comparison:
        """The same without a single value: shapes and sizes of errors only."""
        return replace(self, expected=None, got=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvidence:
    """The call a check was at: its text, and its arguments one by one."""

    kind: Literal["call"] = "call"
    text: str
    arguments: tuple[tuple[str, Excerpt], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorEvidence:
    """An exception of the submission: the nearest built-in kind, its own name and text, its own line."""

    kind: Literal["error"] = "error"
    exception: str
    type_name: str = ""
    text: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A number a check measured; `sigma` is the standard deviation it has by chance alone, 0 for none."""

    kind: Literal["measurement"] = "measurement"
    what: str
    value: float | str
    sigma: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What the submission printed during a check, cut."""

    kind: Literal["output"] = "output"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartEvidence:
    """A picture."""

    kind: Literal["chart"] = "chart"
    chart: Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class DivergenceEvidence:
    """Where the call shown first parts from a right one: in which part of its result, at which entry.

    `calls_before` calls of the same check were answered rightly before it.
    """

    kind: Literal["divergence"] = "divergence"
    part: str
    calls_before: int
    first_index: tuple[int, ...] = ()
    expected: Excerpt | None = None
    got: Excerpt | None = None

    def without_values(self) -> DivergenceEvidence:
        """The same without a single value."""
        return replace(self, expected=None, got=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """One simple way in which every value is wrong; `name` tells the kind, `text` the sentence."""

    kind: Literal["clue"] = "clue"
    name: str
    text: str

    def without_values(self) -> Clue:
        """The kind of clue alone."""
        return replace(self, text="")


Evidence = (
    Comparison
    | CallEvidence
    | ErrorEvidence
    | Measurement
    | Output
    | ChartEvidence
    | DivergenceEvidence
    | Clue
)
