"""Standard input as an archive of one file."""

import csv
import gzip
import json
import re
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from serve.archive.columns import DOCUMENT_FIELDS
from serve.archive.extras import extra
from serve.archive.kinds import DOCUMENTS, TABLES, known_kinds, split_suffixes
from serve.archive.tagging import TextColumns

__all__ = ["STDIN", "Received", "check_format", "guess_suffix", "received"]

# How standard input is named on the command line and in rows.
STDIN = "-"
# What is looked at to tell the kind, in bytes.
_HEAD_BYTES = 1 << 16
_MAGIC = {b"%PDF-": ".pdf", b"PAR1": ".parquet"}
_DELIMITERS = ",;\t|"
_PAGE = re.compile(r"\s*<(!doctype html|html)\b", re.IGNORECASE)
# A header that a program writes, not a person who copies a message.
_MAIL = re.compile(
    r"(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?(MIME-Version|Message-ID|Received):", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Received:
    """What came in.

    Parameters
    ----------
    path : where it is kept while the run lasts
    suffix : what kind it is, such as `.csv` or `.jsonl.gz`
    """

    path: Path
    suffix: str


def check_format(name: str) -> str:
    """Return the suffix of a kind that was named as `csv` or `jsonl.gz`; empty for none.

    Raises
    ------
    ValueError : files of this kind are not read
    """
    if not name:
        return ""
    suffix = f".{name.lower().lstrip('.')}"
    kind, packing = split_suffixes(f"stdin{suffix}")
    if kind not in DOCUMENTS | TABLES and packing != ".zip":
        raise ValueError(f"--stdin-format {name!r} is not read; expected {known_kinds()}")
    return suffix


@contextmanager
def received(folder: Path, suffix: str, columns: TextColumns) -> Iterator[Received]:
    """Keep standard input in a file, so that it can be rewound and other processes can read it.

    Parameters
    ----------
    folder : where to
    suffix : from `check_format`; guessed where it is empty
    columns : by which a table is told
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".stdin-") as scratch:
        path = Path(scratch) / "stdin"
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield Received(path, suffix or guess_suffix(path, columns))


def guess_suffix(path: Path, columns: TextColumns) -> str:
    """Tell what kind a file is from what is in it; text unless something speaks for another."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        file.seek(0)
        if head.startswith(b"PK\3\4"):
            return _zipped(file)
        packing, plain = _unpacked(file, head)
    kind = next((kind for magic, kind in _MAGIC.items() if plain.startswith(magic)), None)
    return (kind or _text_kind(_as_text(plain), columns)) + packing


def _zipped(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            folders = {name.split("/")[0] for name in archive.namelist()}
    except zipfile.BadZipFile:
        return ".zip"
    if "[Content_Types].xml" not in folders:
        return ".zip"
    return ".docx" if "word" in folders else ".xlsx"


def _unpacked(file: BinaryIO, head: bytes) -> tuple[str, bytes]:
    """Return how a file is packed, and its beginning; a damaged one is refused when it is read."""
    try:
        if head.startswith(b"\x1f\x8b"):
            with gzip.open(file) as stream:
                return ".gz", cast(BinaryIO, stream).read(_HEAD_BYTES)
        if head.startswith(b"\x28\xb5\x2f\xfd"):
            with extra("zstandard").ZstdDecompressor().stream_reader(file) as stream:
                return ".zst", stream.read(_HEAD_BYTES)
    except (OSError, EOFError, zlib.error):
        return ".gz", b""
    return "", head


def _as_text(head: bytes) -> str:
    """Return the beginning of a text; only its letters and marks of ASCII have to be right."""
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if is_wide else "utf-8", errors="replace")
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _text_kind(text: str, columns: TextColumns) -> str:
    if _PAGE.match(text):
        return ".html"
    if _MAIL.match(text):
        return ".eml"
    line = next((line for line in text.split("\n") if line.strip()), "")
    if _is_json(line, is_whole=len(line) < len(text)):
        return ".jsonl"
    names = next(csv.reader([line], delimiter=max(_DELIMITERS, key=line.count)), [])
    wanted = {columns.text, columns.title, *DOCUMENT_FIELDS}
    return ".csv" if len(names) > 1 and wanted.intersection(map(str.strip, names)) else ".txt"


def _is_json(line: str, *, is_whole: bool) -> bool:
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return not is_whole and line.startswith('{"')
