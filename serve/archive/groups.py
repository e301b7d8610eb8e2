"""Which reports of an archive tell of the same: one event gets one number."""

import sqlite3
import struct
import tempfile
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from serve.archive.columns import GROUP, Row, as_text
from serve.archive.likeness import Signature, bands, likeness, signature

__all__ = ["group_rows"]

# Near-duplicates share at least this much (see `likeness`): a reprint, not a second report.
_MIN_LIKENESS = 0.6
_NUMBER = struct.Struct("<Q")
_VERSIONS = (("title_zh", "text_zh"), ("title_en", "text_en"))


def group_rows(
    read: Callable[[], Iterable[Row]], words: tuple[str, str], folder: Path
) -> Generator[Row, None, None]:
    """Yield rows with the number of their group; groups count up as they appear, with gaps.

    Rows that are alike in either language are of one group, and so are all that others join: a
    report in both languages brings together one in Chinese and one in English, wherever the three
    stand. What has been seen is kept in temporary files, so memory grows with joined groups alone.

    Parameters
    ----------
    read : gives the tagged rows, in order; called twice
    words : the columns of title and text of a table's rows
    folder : where the temporary files are
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".groups-") as scratch:
        numbers = Path(scratch) / "numbers"
        joined = _Joined()
        with (
            closing(
                sqlite3.connect(Path(scratch) / "seen.sqlite", isolation_level=None)
            ) as database,
            numbers.open("wb") as file,
        ):
            seen = _Seen(database)
            unused = count(1)
            for row in read():
                found = _signatures(row, words)
                alike = set().union(*map(seen.find, found))
                number = joined.join(alike) if alike else next(unused)
                for one in found:
                    seen.add(one, number)
                file.write(_NUMBER.pack(number))
        with numbers.open("rb") as file:
            for row in read():
                (number,) = _NUMBER.unpack(file.read(_NUMBER.size))
                yield row | {GROUP: joined.first(number)}


def _signatures(row: Mapping[str, Any], words: tuple[str, str]) -> list[Signature]:
    """Return the signature of each language version of a row that says something."""
    pairs = (words,) if any(name in row for name in words) else _VERSIONS
    texts = ("\n".join(as_text(row[name]) for name in pair if row.get(name)) for pair in pairs)
    return [one for text in texts if (one := signature(text)) is not None]


class _Joined:
    """Which groups turned out to be one: each is known by its lowest number (union-find)."""

    def __init__(self) -> None:
        self.lower: dict[int, int] = {}

    def first(self, number: int) -> int:
        """Return the number that a group is known by."""
        while (lower := self.lower.get(number)) is not None:
            number = lower
        return number

    def join(self, numbers: Iterable[int]) -> int:
        """Make one group of several, and return its number."""
        firsts = {self.first(number) for number in numbers}
        lowest = min(firsts)
        self.lower.update(dict.fromkeys(firsts - {lowest}, lowest))
        return lowest


class _Seen:
    """Signatures with their groups, found by their bands."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(
            "CREATE TABLE seen (number INTEGER PRIMARY KEY, story INT, signature BLOB UNIQUE)"
        )
        database.execute("CREATE TABLE bands (place INT, band BLOB, number INT)")
        database.execute("CREATE INDEX by_band ON bands (place, band)")
        database.execute("BEGIN")

    def find(self, numbers: Signature) -> set[int]:
        """Return the groups of all that are like enough."""
        candidates: dict[bytes, int] = {}
        for place, band in enumerate(bands(numbers)):
            candidates.update(self.database.execute(_CANDIDATES, (place, band)))
        return {
            group
            for other, group in candidates.items()
            if likeness(numbers, np.frombuffer(other, np.uint32)) >= _MIN_LIKENESS
        }

    def add(self, numbers: Signature, group: int) -> None:
        """Remember a signature."""
        added = self.database.execute(
            "INSERT OR IGNORE INTO seen (story, signature) VALUES (?, ?)",
            (group, numbers.tobytes()),
        )
        if not added.rowcount:
            return  # a thousand equal reports are found by the first
        self.database.executemany(
            "INSERT INTO bands VALUES (?, ?, ?)",
            [(place, band, added.lastrowid) for place, band in enumerate(bands(numbers))],
        )


_CANDIDATES = """
SELECT seen.signature, seen.story FROM bands JOIN seen ON seen.number = bands.number
WHERE bands.place = ? AND bands.band = ?
"""
