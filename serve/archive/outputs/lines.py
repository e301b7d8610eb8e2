"""JSON objects, one a line."""

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from serve.archive.columns import CellKind, Row

__all__ = ["as_line", "write_lines"]


def as_line(row: Row) -> str:
    """Return a row as a line of JSON; dates and the like as they are written."""
    try:
        return json.dumps(row, ensure_ascii=False, default=str, allow_nan=False) + "\n"
    except ValueError:
        return json.dumps(_finite(row), ensure_ascii=False, default=str) + "\n"


def _finite(value: Any) -> Any:  # noqa: ANN401  (a cell of any type)
    """Put null where JSON has no number: NaN and infinity."""
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def write_lines(path: Path, rows: Iterable[Row], columns: Mapping[str, CellKind]) -> None:
    """Write each row with the columns that it has, in the order of `columns`."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(as_line({name: row[name] for name in columns if name in row}))
