"""Parquet files."""

from collections.abc import Generator
from typing import Any, BinaryIO

from serve.archive.arrow_cells import plain_cells
from serve.archive.extras import extra
from serve.archive.tables.entry import Entry

__all__ = ["read_parquet"]

# Rows that are decoded at a time; bounds the memory whatever the size of row groups.
_ROWS = 1000


def read_parquet(file: BinaryIO) -> tuple[str, Generator[Entry, None, None]]:
    """Return the rows of a Parquet file.

    Raises
    ------
    ValueError : it is damaged or no Parquet file
    """
    parquet = extra("pyarrow.parquet")
    return "parquet", _entries(parquet.ParquetFile(file))


def _entries(table: Any) -> Generator[Entry, None, None]:  # noqa: ANN401  (pyarrow has no types)
    item = 0
    for batch in table.iter_batches(batch_size=_ROWS):
        names = batch.schema.names
        for cells in zip(*map(plain_cells, batch.columns), strict=True):
            item += 1
            yield Entry(item, dict(zip(names, cells, strict=True)))
