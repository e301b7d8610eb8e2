"""From an uploaded file to tagged rows."""

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from model import Router
from serve.api.text import clean
from serve.archive import Refusal, Row, Tagger, TextColumns
from serve.archive.batches import make_batches
from serve.archive.kinds import DOCUMENTS, TABLES, split_suffixes
from serve.archive.sources import Source
from serve.archive.work import Options, tag_batch
from serve.unpacking import to_plain

__all__ = ["Outcome", "TooLargeError", "UnknownKindError", "source_name", "tag_upload"]

# Characters of a file's name that are worth keeping.
_MAX_NAME = 200
_CHUNK_BYTES = 1 << 20
# Characters of a document that is cut while somebody waits: twenty long newsletters or so, and
# for text that is made to be hard to cut half a minute.
MAX_DOCUMENT_CHARS = 1_000_000
_INSTEAD = "send it in parts, or use 'regwire tag'"


class TooLargeError(ValueError):
    """The upload is readable, but more than is tagged while somebody waits."""


class UnknownKindError(ValueError):
    """The upload is of a kind that is not read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an upload: its rows, and what of it was left out."""

    rows: list[Row]
    refusals: list[Refusal]


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
    TooLargeError : it has more items, or more text, than one upload may have
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
        plain, kind = to_plain(path, kind)
        if kind not in TABLES:
            _check_length(plain)
        return _tag(router, Source(name, plain, kind), max_items)


def _check_length(path: Path) -> None:
    # A character has one byte at least, so a look at the size settles most; and four at most,
    # whatever the encoding, which is not known yet.
    n_bytes = path.stat().st_size
    if n_bytes <= MAX_DOCUMENT_CHARS:
        return
    with path.open(encoding="utf-8", errors="ignore") as file:
        n_chars = len(file.read(MAX_DOCUMENT_CHARS + 1))
    if n_chars > MAX_DOCUMENT_CHARS or n_bytes > 4 * MAX_DOCUMENT_CHARS:
        raise TooLargeError(
            f"the document has more than {MAX_DOCUMENT_CHARS:,} characters; {_INSTEAD}"
        )


def _tag(router: Router, source: Source, max_items: int | None) -> Outcome:
    tagger, options = Tagger(router, with_confidence=True), Options(with_source=True)
    outcome = Outcome([], [])
    for batch in make_batches([source], TextColumns()):
        tagged = tag_batch(tagger, batch, options)
        outcome.rows.extend(tagged.rows)
        outcome.refusals.extend(tagged.refusals)
        if max_items is not None and len(outcome.rows) + len(outcome.refusals) > max_items:
            raise TooLargeError(f"the upload has more than {max_items:,} items; {_INSTEAD}")
    whole = [refusal for refusal in outcome.refusals if refusal.item is None]
    if whole and not outcome.rows:
        raise ValueError(whole[0].reason)
    return outcome
