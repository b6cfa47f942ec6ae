"""The folder a batch is kept in: what was asked in `batch.json`, one line a submission in `results.jsonl`."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.errors import UsageError

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What a batch grades and how: the same for every submission in it, also when it is resumed."""

    format: int
    exercise: str
    source: str
    seed: int
    reveal: str
    isolation: str | None

    @classmethod
    def opened(
        cls, out: Path, *, exercise: str, source: Path, seed: int | None, reveal: str, isolation: str | None
    ) -> Batch:
        """The batch kept in `out`: a new one, or the one that is there, to be continued.

        UsageError when `out` holds another batch, or something else.
        """
        file = out / "batch.json"
        if file.is_file():
            kept = cls._read(file)
            asked: dict[str, object] = {
                "exercise": exercise,
                "source": str(source.resolve()),
                "reveal": reveal,
            }
            asked |= {"isolation": isolation} | ({} if seed is None else {"seed": seed})
            for name, value in asked.items():
                if getattr(kept, name) != value:
                    text = f"`{out}` holds a batch with another {name} ({getattr(kept, name)})"
                    raise UsageError(f"{text}; name another folder.")
            return kept
        if out.is_dir() and any(out.iterdir()):
            raise UsageError(f"`{out}` is not empty and holds no batch; name another folder.")
        made = cls(
            format=FORMAT,
            exercise=exercise,
            source=str(source.resolve()),
            seed=secrets.randbits(32) if seed is None else seed,
            reveal=reveal,
            isolation=isolation,
        )
        out.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(made), indent=2) + "\n", "utf-8")
        return made

    @classmethod
    def _read(cls, file: Path) -> Batch:
        try:
            values = json.loads(file.read_text("utf-8"))
            if values.get("format") != FORMAT:
                raise UsageError(f"`{file}` has format {values.get('format')}; this version reads {FORMAT}.")
            return cls(**values)
        except (ValueError, TypeError, AttributeError):
            raise UsageError(f"`{file}` cannot be understood; name another folder.") from None


class Results:
    """The lines of `results.jsonl`, each written whole as its submission ends."""

    def __init__(self, out: Path) -> None:
        self._file = out / "results.jsonl"
        self.done = {line["learner"]: line for line in self._lines()}

    def _lines(self) -> Iterator[dict[str, Any]]:
        if not self._file.is_file():
            return
        for line in self._file.read_text("utf-8").splitlines():
            try:
                value = json.loads(line)
            except ValueError:  # the last line of a run that was killed while it wrote
                continue
            if isinstance(value, dict) and isinstance(value.get("learner"), str):
                yield value

    def open(self) -> None:
        """Starts writing behind what is there, after the last whole line."""
        kept = [json.dumps(line, ensure_ascii=False) + "\n" for line in self.done.values()]
        if self._file.is_file() and not self._file.read_bytes().endswith(b"\n"):
            self._file.write_text("".join(kept), "utf-8")
        self._opened = self._file.open("a", encoding="utf-8")

    def add(self, line: dict[str, Any]) -> None:
        """Writes one submission's line."""
        self._opened.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        self._opened.flush()
        self.done[line["learner"]] = line

    def close(self) -> None:
        """Ends writing."""
        self._opened.close()
