"""Tables of any length, made of our own items."""

import csv
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pyarrow as arrow
from pyarrow import parquet

__all__ = ["write_rows"]

_LABELS = Path(__file__).parent.parent / "data" / "labels.csv"
_SCHEMA = arrow.schema([("id", arrow.int64()), ("title", arrow.string()), ("text", arrow.string())])
# Rows that are Python objects at a time.
_ROWS = 10_000
# A million rows are one row group, as pandas writes them.
_GROUP_ROWS = 1 << 20
# Where an item has no title, what stands for it.
_HEADLINE_CHARS = 60

_Row = tuple[int, str, str]


def write_rows(path: Path, n_rows: int, *, headlines: bool = False) -> None:
    """Write items of data/labels.csv again and again as Parquet, each with its number before it.

    Parameters
    ----------
    path : the table
    n_rows : how many
    headlines : leave out the texts, but for the beginning of those without a title
    """
    with _LABELS.open(encoding="utf-8-sig", newline="") as file:
        items = [(row["title"], row["text"]) for row in csv.DictReader(file)]
    if headlines:
        items = [("", title or text[:_HEADLINE_CHARS]) for title, text in items]
    rows = ((n, title, f"{n}: {text}") for n, (title, text) in enumerate(cycle(items)))
    batches = [
        arrow.record_batch([list(column) for column in zip(*portion, strict=True)], schema=_SCHEMA)
        for portion in _portions(islice(rows, n_rows))
    ]
    table = arrow.Table.from_batches(batches, _SCHEMA)
    parquet.write_table(table, path, row_group_size=_GROUP_ROWS)


def _portions(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    while portion := list(islice(rows, _ROWS)):
        yield portion
