"""JSON objects, one a line."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from serve.archive.columns import Row

__all__ = ["as_line", "write_lines"]


def as_line(row: Row) -> str:
    """Return a row as a line of JSON; dates and the like as they are written."""
    return json.dumps(row, ensure_ascii=False, default=str) + "\n"


def write_lines(path: Path, rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Write each row with the columns that it has, in the order of `columns`."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(as_line({name: row[name] for name in columns if name in row}))
