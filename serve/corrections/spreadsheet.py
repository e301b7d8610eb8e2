"""Corrections as CSV that a spreadsheet opens, and saves again, without damage."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields

from model.taxonomy import Taxonomy
from serve.archive.encodings import decode
from serve.corrections.checks import CorrectionError, faults
from serve.corrections.correction import Correction

__all__ = ["FIELDS", "read_corrections", "unguarded", "write_csv"]

FIELDS = tuple(field.name for field in fields(Correction))
_NEEDED = ("title", "text", "topic", "jurisdiction")
# A cell that begins so is run as a formula by spreadsheets.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Put before it; and before itself, so that what was guarded can be told from what was not.
_GUARD = "'"
_GUARDED = (*_STARTS_FORMULA, _GUARD)
_MAX_FAULTS = 100
# Rows of one import; more is no person's work.
_MAX_ROWS = 20_000


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark; no cell starts a formula.

    Parameters
    ----------
    columns : in this order
    rows : each with these columns at least
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guarded(row.get(name)) for name in columns])
    return text.getvalue().encode("utf-8-sig", "replace")


def read_corrections(raw: bytes, taxonomy: Taxonomy, *, who: str) -> list[Correction]:
    """Read corrections from a CSV file in UTF-8 or GB18030.

    Parameters
    ----------
    raw : a file with the columns title, text, topic and jurisdiction at least
    taxonomy : the labels that are allowed
    who : whose corrections they are, where the file does not say

    Raises
    ------
    CorrectionError : lists all faults, each with its row
    """
    try:
        text, _ = decode(io.BytesIO(raw))
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (ValueError, csv.Error) as error:
        raise CorrectionError([str(error)]) from error
    missing = [name for name in _NEEDED if not rows or name not in rows[0]]
    if missing:
        raise CorrectionError([f"row 1: no rows, or no column {', '.join(missing)}"])
    if len(rows) > _MAX_ROWS:
        raise CorrectionError([f"{len(rows)} rows; expected at most {_MAX_ROWS} at once"])
    found = [_correction(row, who) for row in rows]
    wrong = list(_numbered_faults(found, taxonomy))
    if wrong:
        raise CorrectionError(wrong[:_MAX_FAULTS])
    return found


def unguarded(cell: str) -> str:
    """Take the guard off a cell that `write_csv` wrote."""
    return cell[1:] if cell.startswith(_GUARD) and cell[1:].startswith(_GUARDED) else cell


def _guarded(value: object) -> str:
    cell = "" if value is None else str(value)
    return _GUARD + cell if cell.startswith(_GUARDED) else cell


def _correction(row: Mapping[str | None, object], who: str) -> Correction:
    """Make a correction of the known columns; a spreadsheet may have added others."""
    given = {name: unguarded(str(row.get(name) or "")) for name in FIELDS}
    # Not the words: an item is known by them to the letter.
    given |= {name: given[name].strip() for name in FIELDS if name not in ("title", "text")}
    # Unless it says when, it is made now.
    if not given["at"]:
        del given["at"]
    return Correction(**{**given, "who": given["who"] or who})


def _numbered_faults(found: Sequence[Correction], taxonomy: Taxonomy) -> Iterator[str]:
    for number, correction in enumerate(found, start=2):
        for fault in faults(correction, taxonomy):
            yield f"row {number}: {fault}"
