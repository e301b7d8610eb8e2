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

__all__ = ["Outcome", "UnknownKindError", "source_name", "tag_upload"]

# Characters of a file's name that are worth keeping.
_MAX_NAME = 200
_CHUNK_BYTES = 1 << 20


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


def tag_upload(router: Router, file: BinaryIO, name: str) -> Outcome:
    """Cut a document, or read a table, and tag every item.

    Parameters
    ----------
    router : a loaded version
    file : the upload, at its beginning
    name : from `source_name`; its suffix tells the kind

    Raises
    ------
    UnknownKindError : files of this kind are not read
    ValueError : the file as a whole cannot be read
    """
    kind, packing = split_suffixes(name)
    if packing or kind not in DOCUMENTS | TABLES:
        found, known = packing or kind or name, ", ".join(sorted(DOCUMENTS | TABLES))
        raise UnknownKindError(f"files of kind {found!r} are not read; expected {known}")
    with tempfile.TemporaryDirectory(prefix="regwire-") as folder:
        # Never under the name that the client gave.
        path = Path(folder) / f"upload{kind}"
        with path.open("wb") as copy:
            while chunk := file.read(_CHUNK_BYTES):
                copy.write(chunk)
        return _tag(router, Source(name, *to_plain(path, kind)))


def _tag(router: Router, source: Source) -> Outcome:
    tagger, options = Tagger(router), Options(with_source=True)
    outcome = Outcome([], [])
    for batch in make_batches([source], TextColumns()):
        tagged = tag_batch(tagger, batch, options)
        outcome.rows.extend(tagged.rows)
        outcome.refusals.extend(tagged.refusals)
    whole = [refusal for refusal in outcome.refusals if refusal.item is None]
    if whole and not outcome.rows:
        raise ValueError(whole[0].reason)
    return outcome
