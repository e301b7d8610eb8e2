"""Outcomes of portions on disk, until all are there and the output can be put together."""

import hashlib
import json
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from serve.archive.columns import Row
from serve.archive.outputs import replacing
from serve.archive.outputs.lines import as_line
from serve.archive.refusal import Refusal
from serve.archive.work import Tagged

__all__ = ["Parts"]


class Parts:
    """A folder of parts: for each portion a file with what was left out, and its rows.

    Parameters
    ----------
    folder : made when the first part is added
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, tagged: Tagged) -> str:
        """Write a part, whole or not at all, and return its SHA-256."""
        self.folder.mkdir(parents=True, exist_ok=True)
        refusals = [refusal.as_dict() for refusal in tagged.refusals]
        head = as_line(
            {
                "refusals": refusals,
                "encodings": tagged.encodings,
                "columns": tagged.columns,
                "left_out": tagged.left_out,
            }
        )
        content = "".join([head, *map(as_line, tagged.rows)]).encode()
        with replacing(self._path(tagged.number)) as draft:
            draft.write_bytes(content)
        return hashlib.sha256(content).hexdigest()

    def load(self, number: int, digest: str) -> Tagged | None:
        """Return a part that was written before, None if it is gone or damaged."""
        try:
            content = self._path(number).read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(content).hexdigest() != digest:
            return None
        head, *rows = map(json.loads, content.decode().split("\n")[:-1])
        refusals = [Refusal(**fields) for fields in head["refusals"]]
        left_out = [(file, line) for file, line in head["left_out"]]
        return Tagged(number, rows, refusals, head["encodings"], head["columns"], left_out=left_out)

    def rows(self) -> Generator[Row, None, None]:
        """Yield the rows of all parts, in order, one by one."""
        for path in self._paths():
            lines = _lines(path)
            next(lines)
            yield from lines

    def refusals(self) -> Iterator[Refusal]:
        """Yield what was left out of all parts, in order."""
        for path in self._paths():
            for fields in next(_lines(path))["refusals"]:
                yield Refusal(**fields)

    def left_out(self) -> Iterator[tuple[str, str]]:
        """Yield the lines that are in no report, each with its document's name, in order."""
        for path in self._paths():
            yield from map(tuple, next(_lines(path))["left_out"])

    def clear(self) -> None:
        """Remove all parts."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("part-*.jsonl"))

    def _path(self, number: int) -> Path:
        return self.folder / f"part-{number:010}.jsonl"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)
