"""Corrections as CSV that a spreadsheet opens, and saves again, without damage."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from model.reading import language
from model.taxonomy import Taxonomy
from serve.archive.encodings import decode
from serve.corrections.cells import guarded, unguarded
from serve.corrections.checks import CorrectionError, faults
from serve.corrections.correction import Correction, digest
from serve.corrections.labels import item_id

__all__ = ["EXPORTED", "FIELDS", "export_csv", "read_corrections", "write_csv"]

FIELDS = tuple(field.name for field in fields(Correction))
# The id tells whether a spreadsheet has changed the words of an item.
EXPORTED = ("id", *FIELDS)
_NEEDED = ("title", "text", "topic", "jurisdiction")
_OUR_ID = re.compile("correction-[0-9a-f]{16}")
_CHANGED = (
    "is not that of this title and text: a spreadsheet has changed or cut them, or a person; "
    "expected them as they were exported, or no id for a new item"
)
# Spreadsheets of countries that write 1,5 for a half separate by other signs.
_DELIMITERS = ",;\t"
# No cell that is worth reading is longer, in characters.
_MAX_CELL = 1_000_000
_MAX_FAULTS = 100
# Rows of one import; more is no person's work.
_MAX_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a file, and what is wrong with its words, if anything."""

    correction: Correction
    fault: str = ""


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark; no cell starts a formula.

    Parameters
    ----------
    columns : in this order
    rows : each with these columns at least
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(name) for name in columns])
    for row in rows:
        writer.writerow([guarded(row.get(name)) for name in columns])
    return text.getvalue().encode("utf-8-sig", "replace")


def export_csv(corrections: Iterable[Correction]) -> bytes:
    """Return corrections as CSV that `read_corrections` reads."""
    return write_csv(EXPORTED, [{"id": item_id(one), **asdict(one)} for one in corrections])


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
    rows = _rows(raw)
    missing = [name for name in _NEEDED if not rows or name not in rows[0]]
    if missing:
        raise CorrectionError([f"row 1: no rows, or no column {', '.join(missing)}"])
    if len(rows) > _MAX_ROWS:
        raise CorrectionError([f"{len(rows)} rows; expected at most {_MAX_ROWS} at once"])
    found = [_read_row(row, who) for row in rows]
    wrong = list(_numbered_faults(found, taxonomy))
    if wrong:
        raise CorrectionError(wrong[:_MAX_FAULTS])
    return [row.correction for row in found]


def _rows(raw: bytes) -> list[dict[str | None, object]]:
    csv.field_size_limit(_MAX_CELL)
    try:
        text, _ = decode(io.BytesIO(raw))
        header = text.partition("\n")[0]
        delimiter = max(_DELIMITERS, key=header.count)
        lines = io.StringIO(text, newline="")
        return list(csv.DictReader(lines, strict=True, delimiter=delimiter))
    except (ValueError, csv.Error) as error:
        raise CorrectionError([str(error)]) from error


def _read_row(row: Mapping[str | None, object], who: str) -> _Row:
    """Make a correction of the known columns; a spreadsheet may have added others."""
    given = {name: unguarded(str(row.get(name) or "")) for name in EXPORTED}
    # Not the words: an item is known by them to the letter.
    given |= {name: given[name].strip() for name in given if name not in ("title", "text")}
    own_id = given.pop("id")
    words = _as_exported(own_id, given["title"], given["text"])
    if words:
        given["title"], given["text"] = words
    # Unless it says when, it is made now.
    if not given["at"]:
        del given["at"]
    given["lang"] = given["lang"] or language(f"{given['title']}\n{given['text']}")
    fault = "" if words else f"id {own_id} {_CHANGED}"
    return _Row(Correction(**{**given, "who": given["who"] or who}), fault)


def _as_exported(own_id: str, title: str, text: str) -> tuple[str, str] | None:
    """Return the words that an id stands for; spreadsheets write line ends in their own way."""
    if not _OUR_ID.fullmatch(own_id):
        return title, text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    for tried in (text, lines, lines.replace("\n", "\r\n")):
        if digest(title, tried).startswith(own_id.removeprefix("correction-")):
            return title, tried
    return None


def _numbered_faults(found: Sequence[_Row], taxonomy: Taxonomy) -> Iterator[str]:
    for number, row in enumerate(found, start=2):
        for fault in (*faults(row.correction, taxonomy), *filter(None, [row.fault])):
            yield f"row {number}: {fault}"
