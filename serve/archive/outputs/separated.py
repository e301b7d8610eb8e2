"""Comma-separated values that spreadsheets open as they are."""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from serve.archive.columns import CellKind, Row, as_text

__all__ = ["as_cell", "write_separated"]

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def as_cell(value: object) -> str:
    """Return a value as the text of a cell that no spreadsheet computes.

    Text that would be read as a formula gets an apostrophe before it, the sign for text.
    Numbers stay as they are.
    """
    if value is None:
        return ""
    text = as_text(value)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def write_separated(path: Path, rows: Iterable[Row], columns: Mapping[str, CellKind]) -> None:
    """Write a line of names and one row each, with a byte order mark: Excel needs it for UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([as_cell(name) for name in columns])
        for row in rows:
            writer.writerow([as_cell(row.get(name)) for name in columns])
