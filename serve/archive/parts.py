"""Outcomes of portions on disk, until all are there and the output can be put together."""

import json
import shutil
from collections.abc import Iterator
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

    def add(self, tagged: Tagged) -> None:
        """Write a part; it appears whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        head = {"refusals": [refusal.as_dict() for refusal in tagged.refusals]}
        with (
            replacing(self._path(tagged.number)) as draft,
            draft.open("w", encoding="utf-8", newline="\n") as file,
        ):
            file.write(as_line(head))
            file.writelines(map(as_line, tagged.rows))

    def rows(self, numbers: range) -> Iterator[Row]:
        """Yield the rows of parts, one by one."""
        for number in numbers:
            lines = self._lines(number)
            next(lines)
            yield from lines

    def refusals(self, numbers: range) -> Iterator[Refusal]:
        """Yield what was left out of parts."""
        for number in numbers:
            for fields in next(self._lines(number))["refusals"]:
                yield Refusal(**fields)

    def clear(self) -> None:
        """Remove all parts."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _lines(self, number: int) -> Iterator[dict[str, Any]]:
        with self._path(number).open(encoding="utf-8", newline="\n") as file:
            for line in file:
                yield json.loads(line)

    def _path(self, number: int) -> Path:
        return self.folder / f"part-{number:08}.jsonl"
