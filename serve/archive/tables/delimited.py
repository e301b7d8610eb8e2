"""Tables of separated values, as spreadsheets and databases write them."""

import csv
from collections import Counter
from collections.abc import Generator
from typing import BinaryIO

from serve.archive.encodings import as_text, detect
from serve.archive.tables.entry import Entry

__all__ = ["column_names", "read_delimited"]

# Longest cell that is read, in characters. A text of news has a few thousand.
_MAX_CELL_CHARS = 16_000_000
# Excel's own limit; a row is kept as a dictionary, so each column costs.
_MAX_COLUMNS = 16_384
# Chinese and European spreadsheets separate with more than commas.
_DELIMITERS = ",;\t|"


def read_delimited(file: BinaryIO) -> tuple[str, Generator[Entry, None, None]]:
    """Return the encoding and the rows of a table with a line of column names.

    The separator is the one that the line of names holds most often.
    """
    encoding = detect(file)
    return encoding, _entries(file, encoding)


def _entries(file: BinaryIO, encoding: str) -> Generator[Entry, None, None]:
    csv.field_size_limit(_MAX_CELL_CHARS)
    with as_text(file, encoding) as text:
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
    if len(names) > _MAX_COLUMNS:
        raise ValueError(f"{len(names):,} columns; expected {_MAX_COLUMNS:,} at most")
    doubled = sorted(name for name, number in Counter(names).items() if number > 1)
    if doubled:
        raise ValueError(f"columns named twice: {', '.join(map(repr, doubled))}")
    return names


def _entry(item: int, names: list[str], cells: list[str]) -> Entry:
    if len(cells) != len(names):
        return Entry(item, None, f"the row has {len(cells)} cells; expected {len(names)}")
    return Entry(item, dict(zip(names, cells, strict=True)))
