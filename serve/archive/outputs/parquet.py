"""Parquet files."""

from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from serve.archive.arrow_cells import restored
from serve.archive.columns import CellKind, Row, fitted
from serve.archive.extras import extra

__all__ = ["write_parquet"]

# Rows of a row group: what is in memory while writing.
_ROWS = 10_000


def write_parquet(
    path: Path,
    rows: Iterable[Row],
    columns: Mapping[str, CellKind],
    own: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Write rows in groups, compressed with Zstandard.

    Parameters
    ----------
    path, rows, columns : as for all kinds of output
    own : Arrow types of columns that were Parquet before, see `own_types`
    """
    arrow, parquet = extra("pyarrow"), extra("pyarrow.parquet")
    schema = _schema(arrow, columns, own)
    left = iter(rows)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(left, _ROWS)):
            cells = {
                name: restored([row.get(name) for row in group], own[name])
                if name in own
                else [fitted(row.get(name), kind) for row in group]
                for name, kind in columns.items()
            }
            writer.write_table(arrow.table(cells, schema=schema))


def _schema(arrow: Any, columns: Mapping[str, CellKind], own: Mapping[str, Any]) -> Any:  # noqa: ANN401  (no types)
    types = {
        "empty": arrow.string(),
        "boolean": arrow.bool_(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "date": arrow.date32(),
        "timestamp": arrow.timestamp("us"),
        "instant": arrow.timestamp("us", "UTC"),
        "text": arrow.string(),
    }
    return arrow.schema([(name, own.get(name, types[kind])) for name, kind in columns.items()])
