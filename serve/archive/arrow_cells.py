"""Cells of Parquet columns as Python and JSON have them, and back.

Rows are JSON on their way through a run. What JSON has no sign for goes as text, or as a number,
from which the column is made again in its own type.
"""

import base64
from collections.abc import Callable, Iterable, Sequence
from datetime import time
from typing import Any

from serve.archive.extras import extra

__all__ = ["can_be_restored", "plain_cells", "restored"]

# An Arrow array, or an Arrow type: pyarrow has no types of its own for mypy.
_Arrow = Any


def plain_cells(column: _Arrow) -> list[Any]:
    """Return a column's cells: dates and times as Python's, bytes in Base64, durations as numbers.

    Parameters
    ----------
    column : an Arrow array
    """
    arrow = extra("pyarrow")
    types, kind = arrow.types, column.type
    if types.is_duration(kind):
        column = column.cast(arrow.int64())
    elif types.is_timestamp(kind) and kind.unit == "ns":
        column = _in_microseconds(column, arrow.timestamp("us", kind.tz))
    elif types.is_time64(kind) and kind.unit == "ns":
        column = _in_microseconds(column, arrow.time64("us"))
    cells: list[Any] = column.to_pylist()
    if _is_bytes(kind):
        return [None if cell is None else base64.b64encode(cell).decode() for cell in cells]
    return cells


def _in_microseconds(column: _Arrow, kind: _Arrow) -> _Arrow:
    """Return times as Python can have them; as text where they are finer."""
    arrow = extra("pyarrow")
    try:
        return column.cast(kind)
    except arrow.ArrowInvalid:
        return column.cast(arrow.string())


def can_be_restored(kind: _Arrow) -> bool:
    """Tell whether a column of this type can be made again from the cells of rows."""
    types = extra("pyarrow").types
    if types.is_dictionary(kind):
        return _is_text(kind.value_type)
    single = (types.is_temporal, types.is_decimal, _is_bytes, _is_json)
    return any(is_one(kind) for is_one in single) and not types.is_interval(kind)


def restored(cells: Sequence[Any], kind: _Arrow) -> _Arrow:
    """Return an Arrow array of a type for which `can_be_restored` holds."""
    arrow = extra("pyarrow")
    types = arrow.types
    if types.is_duration(kind):
        return arrow.array(cells, arrow.int64()).cast(kind)
    if types.is_time(kind):
        return arrow.array(_each(time.fromisoformat, map(_text, cells)), kind)
    if types.is_temporal(kind) or types.is_decimal(kind):
        return arrow.array([*map(_text, cells)], arrow.string()).cast(kind)
    if _is_bytes(kind):
        return arrow.array(_each(base64.b64decode, cells), kind)
    return arrow.array(cells, kind)


def _each(change: Callable[[str], object], cells: Iterable[Any]) -> list[object]:
    return [None if cell is None else change(cell) for cell in cells]


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)


def _is_bytes(kind: _Arrow) -> bool:
    types = extra("pyarrow").types
    of_bytes = (types.is_binary, types.is_large_binary, types.is_fixed_size_binary)
    return any(is_one(kind) for is_one in of_bytes)


def _is_json(kind: _Arrow) -> bool:
    """Tell whether JSON holds all cells of a type as they are."""
    types = extra("pyarrow").types
    if types.is_list(kind) or types.is_large_list(kind):
        return _is_json(kind.value_type)
    if types.is_struct(kind):
        return all(_is_json(kind.field(at).type) for at in range(kind.num_fields))
    single = (types.is_boolean, types.is_integer, types.is_floating)
    return any(is_one(kind) for is_one in (*single, _is_text))


def _is_text(kind: _Arrow) -> bool:
    types = extra("pyarrow").types
    return any(is_one(kind) for is_one in (types.is_string, types.is_large_string))
