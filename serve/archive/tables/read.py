"""Tables, row by row: memory does not grow with the file."""

from collections.abc import Callable, Generator
from typing import BinaryIO

from serve.archive.damage import telling_of_damage
from serve.archive.tables.delimited import read_delimited
from serve.archive.tables.entry import Entry
from serve.archive.tables.lines import read_lines
from serve.archive.tables.parquet import read_parquet
from serve.archive.tables.workbook import read_workbook

__all__ = ["read_table"]

_Reader = Callable[[BinaryIO], tuple[str, Generator[Entry, None, None]]]
_READERS: dict[str, _Reader] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".parquet": read_parquet,
    ".xlsx": read_workbook,
}
_BY_LIBRARIES = frozenset({".parquet", ".xlsx"})


def read_table(file: BinaryIO, kind: str) -> tuple[str, Generator[Entry, None, None]]:
    """Return how a table is encoded, and its rows.

    Parameters
    ----------
    file : the table, seekable; stays open until the rows are read
    kind : its suffix, with the dot

    Raises
    ------
    ValueError : it cannot be read as its kind, now or when the rows get to the fault
    """
    if kind not in _BY_LIBRARIES:
        return _READERS[kind](file)
    with telling_of_damage(kind):
        encoding, rows = _READERS[kind](file)
    return encoding, _sound(rows, kind)


def _sound(rows: Generator[Entry, None, None], kind: str) -> Generator[Entry, None, None]:
    with telling_of_damage(kind):
        yield from rows
