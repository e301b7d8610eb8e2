"""Tables of separated values, as spreadsheets and databases write them."""

import csv
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from serve.archive.encodings import open_text
from serve.archive.tables.entry import Entry

__all__ = ["column_names", "read_delimited"]

# Longest cell that is read, in characters. A text of news has a few thousand.
_MAX_CELL_CHARS = 16_000_000
# Chinese and European spreadsheets separate with more than commas.
_DELIMITERS = ",;\t|"


def read_delimited(file: BinaryIO) -> tuple[str, Iterator[Entry]]:
    """Return the encoding and the rows of a table with a line of column names.

    The separator is the one that the line of names holds most often.
    """
    text, encoding = open_text(file)
    return encoding, _entries(text)


def _entries(text: TextIO) -> Iterator[Entry]:
    csv.field_size_limit(_MAX_CELL_CHARS)
    head = text.readline()
    text.seek(0)
    reader = csv.reader(text, delimiter=_delimiter(head))
    try:
        names = column_names(next(reader, []))
        rows = (cells for cells in reader if cells)
        for item, cells in enumerate(rows, start=1):
            yield _entry(item, names, cells)
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num}: {error}") from error


def _delimiter(head: str) -> str:
    return max(_DELIMITERS, key=head.count)


def column_names(cells: list[str]) -> list[str]:
    """Return the names in a table's first row.

    Raises
    ------
    ValueError : there are none, or one stands there twice
    """
    names = [name.strip() for name in cells]
    if not any(names):
        raise ValueError("the first line is empty; expected the names of the columns")
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ValueError(f"columns named twice: {', '.join(map(repr, doubled))}")
    return names


def _entry(item: int, names: list[str], cells: list[str]) -> Entry:
    if len(cells) != len(names):
        return Entry(item, None, f"the row has {len(cells)} cells; expected {len(names)}")
    return Entry(item, dict(zip(names, cells, strict=True)))
