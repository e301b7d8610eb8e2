"""From an uploaded file to tagged rows."""

import math
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from model import Router
from serve.api.text import clean
from serve.archive import TAG_FIELDS, Refusal, Row, Tagger, TextColumns
from serve.archive.kinds import DOCUMENTS, RAGGED, TABLES, split_suffixes
from serve.archive.tables import Entry
from serve.archive.tagging import check_header
from serve.newsletter import Report
from serve.unpacking import TooLargeError, UnpackError, unpack
from serve.unpacking.items import INSTEAD

__all__ = ["Outcome", "TooLargeError", "UnknownKindError", "source_name", "tag_upload"]

# Characters of a file's name that are worth keeping.
_MAX_NAME = 200
_CHUNK_BYTES = 1 << 20
# Seconds that one upload is tagged, after it has been read. Twenty MiB of news take 20 to 28 on a
# busy machine; text that repeats names of places without end took as long for half a MiB.
MAX_TAG_S = 60.0
_COLUMNS = TextColumns()


class UnknownKindError(ValueError):
    """The upload is of a kind that is not read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an upload: its rows, and what of it was left out."""

    rows: list[Row] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def source_name(given: str | None) -> str:
    """Return an upload's name without any path, as rows may show it."""
    name = PurePosixPath(clean(given or "").replace("\\", "/")).name
    printable = "".join(character for character in name if character.isprintable())
    return printable[-_MAX_NAME:].strip() or "upload.txt"


def tag_upload(router: Router, file: BinaryIO, name: str, max_items: int | None = None) -> Outcome:
    """Cut a document, or read a table, and tag every item.

    Parameters
    ----------
    router : a loaded version
    file : the upload, at its beginning
    name : from `source_name`; its suffix tells the kind
    max_items : items, or rows of a table, at most

    Raises
    ------
    UnknownKindError : files of this kind are not read
    TooLargeError : it has more items, cells or text than one upload may have, or takes too long
    ValueError : the file as a whole cannot be read
    """
    kind, packing = split_suffixes(name)
    known = ", ".join(sorted(DOCUMENTS | TABLES))
    if packing:
        raise UnknownKindError(
            f"packed files ({packing}) are not read here; unpack it first, or use 'regwire tag'; "
            f"expected {known}"
        )
    if kind not in DOCUMENTS | TABLES:
        raise UnknownKindError(f"files of kind {kind or name!r} are not read; expected {known}")
    with tempfile.TemporaryDirectory(prefix="regwire-") as folder:
        # Never under the name that the client gave.
        path = Path(folder) / f"upload{kind}"
        with path.open("wb") as copy:
            while chunk := file.read(_CHUNK_BYTES):
                copy.write(chunk)
        return _tag(router, unpack(path, kind, max_items), name, kind)


def _tag(router: Router, entries: Iterator[Entry], name: str, kind: str) -> Outcome:
    tagger = Tagger(router, with_confidence=True)
    outcome = Outcome()
    try:
        for entry in _in_time(_checked(entries, kind)):
            _add(outcome, tagger, entry, name, kind)
    except UnpackError as error:
        if not outcome.rows:
            raise
        outcome.refusals.append(Refusal(name, None, str(error)))
    return outcome


def _in_time(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Yield items while there is time: from the first one, since all are read before it."""
    end = math.inf
    for entry in entries:
        now = time.monotonic()
        end = min(end, now + MAX_TAG_S)
        if now > end:
            raise TooLargeError(f"tagging it takes longer than {MAX_TAG_S:g} s; {INSTEAD}")
        yield entry


def _checked(entries: Iterator[Entry], kind: str) -> Iterator[Entry]:
    """Yield items; raises where the columns of a table are not those of items."""
    is_checked = kind in RAGGED or kind in DOCUMENTS
    for entry in entries:
        if entry.row is not None and not is_checked:
            check_header(entry.row, _COLUMNS)
            is_checked = True
        yield entry


def _add(outcome: Outcome, tagger: Tagger, entry: Entry, name: str, kind: str) -> None:
    try:
        outcome.rows.append(_row(tagger, entry, name, kind))
    except ValueError as error:
        outcome.refusals.append(Refusal(name, entry.item, str(error)))


def _row(tagger: Tagger, entry: Entry, name: str, kind: str) -> Row:
    if entry.row is None:
        raise ValueError(entry.reason)
    if kind in DOCUMENTS:
        return tagger.tag_report(Report(**entry.row), name, entry.item)
    where: Row = {"source": name, "item": entry.item}
    return where | tagger.tag_row(entry.row, _COLUMNS, (*where, *TAG_FIELDS))
