"""Which reports of an archive tell of the same: one event gets one number."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
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
_VERSIONS = (("title_zh", "text_zh"), ("title_en", "text_en"))


def group_rows(rows: Iterable[Row], words: tuple[str, str], folder: Path) -> Iterator[Row]:
    """Yield rows with the number of their group, 1, 2, ... in the order of first appearance.

    A row joins the group of the first row before it that it is like in either language. What has
    been seen is kept in a temporary database, so memory does not grow with the archive.

    Parameters
    ----------
    rows : tagged rows, in order
    words : the columns of title and text of a table's rows
    folder : where the temporary database is
    """
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix=".groups-") as scratch,
        closing(sqlite3.connect(Path(scratch) / "seen.sqlite", isolation_level=None)) as database,
    ):
        seen = _Seen(database)
        numbers = count(1)
        for row in rows:
            versions = [one for text in _texts(row, words) if (one := signature(text)) is not None]
            found = min((n for one in versions if (n := seen.find(one))), default=0)
            group = found or next(numbers)
            for one in versions:
                seen.add(one, group)
            yield row | {GROUP: group}


def _texts(row: Mapping[str, Any], words: tuple[str, str]) -> list[str]:
    """Return the words of each language version of a row."""
    pairs = _VERSIONS if "lang" in row else (words,)
    return ["\n".join(as_text(row[name]) for name in pair if row.get(name)) for pair in pairs]


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

    def find(self, numbers: Signature) -> int:
        """Return the lowest group of those that are like enough, 0 where there is none."""
        candidates: dict[bytes, int] = {}
        for place, band in enumerate(bands(numbers)):
            candidates.update(self.database.execute(_CANDIDATES, (place, band)))
        like = (
            group
            for other, group in candidates.items()
            if likeness(numbers, np.frombuffer(other, np.uint32)) >= _MIN_LIKENESS
        )
        return min(like, default=0)

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
