"""SQLite databases, ready to be browsed with Datasette."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from serve.archive.columns import CellKind, Row, fitted

__all__ = ["write_database"]

_TYPES: dict[CellKind, str] = {
    "empty": "TEXT",
    "boolean": "INTEGER",
    "integer": "INTEGER",
    "number": "REAL",
    # SQLite has no type for them, and compares them rightly as they are written.
    "date": "TEXT",
    "timestamp": "TEXT",
    "instant": "TEXT",
    "text": "TEXT",
}
# What people filter by.
_INDEXED = ("topic", "jurisdiction", "region", "review", "source", "group")


def write_database(path: Path, rows: Iterable[Row], columns: Mapping[str, CellKind]) -> None:
    """Write rows into a table `items`, with an index for each column that people filter by.

    Names of columns are told apart by case alone nowhere in SQL, so a second `Title` beside
    `title` is called `Title_2`.
    """
    names = _names(columns)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # The file is a draft that a crash may spoil: no need of a journal of its own.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        declared = ", ".join(f"{_quoted(names[name])} {_TYPES[columns[name]]}" for name in columns)
        database.execute(f"CREATE TABLE items ({declared})")
        marks = ", ".join("?" * len(columns))
        kinds = {name: _stored(kind) for name, kind in columns.items()}
        cells = ([fitted(row.get(name), kinds[name]) for name in kinds] for row in rows)
        database.executemany(f"INSERT INTO items VALUES ({marks})", cells)
        for name in _INDEXED:
            if name in columns:
                index = _quoted(f"items_{name}")
                database.execute(f"CREATE INDEX {index} ON items ({_quoted(name)})")
        database.execute("COMMIT")


def _stored(kind: CellKind) -> CellKind:
    return "text" if _TYPES[kind] == "TEXT" and kind != "empty" else kind


def _names(columns: Iterable[str]) -> dict[str, str]:
    """Return a name for each column, no two equal but for case."""
    taken: set[str] = set()
    names = {}
    for column in columns:
        name, n = column, 1
        while name.lower() in taken:
            n += 1
            name = f"{column}_{n}"
        taken.add(name.lower())
        names[column] = name
    return names


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
