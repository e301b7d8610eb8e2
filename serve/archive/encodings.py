"""Bytes to text: which encoding a file is in.

A byte order mark is trusted first, then UTF-8, which other encodings hardly ever look like. The
rest cannot be told apart by what is allowed: GB18030 gives a meaning to almost any bytes. So of
those that fit the one counts in which more of the characters are common ones.
"""

import codecs
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import TextIOWrapper
from typing import BinaryIO, TextIO

__all__ = ["as_text", "decode", "decode_declared", "detect"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16, whose mark it begins with.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK_BYTES = 1 << 20
# Enough to tell Chinese encodings apart, in bytes.
_SAMPLE_BYTES = 1 << 18
# Rows of the code tables that hold punctuation and the common characters (first bytes).
_COMMON_ROWS = {"gb2312": (0xA1, 0xD8), "big5": (0xA1, 0xC7)}
# Of 1,200 items (400 of data/labels.csv; simplified, and converted to traditional in either
# encoding) all had above 0.9 in their own, and in the other at least 0.17 less.
_MIN_COMMON = 0.7
# Western text has few characters outside of ASCII: quotes, dashes, accents.
_MAX_ACCENTS = 0.2
_MAX_CONTROLS = 0.01
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))


def detect(file: BinaryIO) -> str:
    """Tell a file's encoding, reading it in chunks; leaves it at its beginning.

    Parameters
    ----------
    file : open for reading, seekable

    Returns
    -------
    the name of a Python codec

    Raises
    ------
    ValueError : it is not text; says where
    """
    name = _marked(file) or _unmarked(file)
    file.seek(0)
    return name


@contextmanager
def as_text(file: BinaryIO, name: str) -> Iterator[TextIO]:
    """Lend a binary file as text; line ends stay as they are, and the file stays open."""
    text = TextIOWrapper(file, encoding=name, newline="")
    try:
        yield text
    finally:
        text.detach()


def decode(file: BinaryIO) -> tuple[str, str]:
    """Return all of a file's text, and its encoding.

    Raises
    ------
    ValueError : it is not text
    """
    name = detect(file)
    return file.read().decode(name), name


def decode_declared(file: BinaryIO, declared: str | None) -> tuple[str, str]:
    """Return all of a file's text, and its encoding, where the file says which that is.

    A byte order mark counts for more. A declaration that does not fit the bytes is passed over:
    mail and pages that say GB2312 often hold the characters of GBK.

    Parameters
    ----------
    file : open for reading, seekable
    declared : an encoding's name, as people write it

    Raises
    ------
    ValueError : it is not text
    """
    if declared and not _mark(file):
        file.seek(0)
        try:
            return file.read().decode(declared), declared.lower()
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(file)


def _mark(file: BinaryIO) -> str | None:
    file.seek(0)
    head = file.read(4)
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def _marked(file: BinaryIO) -> str | None:
    name = _mark(file)
    if name and (fault := _fault(file, name)):
        raise ValueError(f"not text: begins as {name}, but {fault.reason} at offset {fault.start}")
    return name


def _unmarked(file: BinaryIO) -> str:
    _refuse_binary(file)
    fault = _fault(file, "utf-8")
    if fault is None:
        return "utf-8"
    file.seek(0)
    sample = file.read(_SAMPLE_BYTES)
    for name, is_likely in _LIKELY.items():
        if is_likely(sample) and _fault(file, name) is None:
            return name
    raise ValueError(
        f"not text: the bytes at offset {fault.start} are not UTF-8, and the file is not in "
        "GB18030, Big5 or Windows-1252 either"
    )


def _is_gb18030(sample: bytes) -> bool:
    common = _share_common(sample, "gb18030")
    return common >= _MIN_COMMON and common >= _share_common(sample, "big5")


def _is_big5(sample: bytes) -> bool:
    return _share_common(sample, "big5") >= _MIN_COMMON


def _is_western(sample: bytes) -> bool:
    return sum(byte > 127 for byte in sample) <= _MAX_ACCENTS * len(sample)


_LIKELY: dict[str, Callable[[bytes], bool]] = {
    "gb18030": _is_gb18030,
    "big5": _is_big5,
    "cp1252": _is_western,
}


def _share_common(sample: bytes, encoding: str) -> float:
    """Return the share of common characters among those outside of ASCII."""
    text = sample.decode(encoding, errors="replace")
    wide = [character for character in text if not character.isascii()]
    return sum(map(_common().__contains__, wide)) / max(len(wide), 1)


@lru_cache
def _common() -> frozenset[str]:
    """Return punctuation and the common characters, simplified and traditional."""
    found = {
        bytes((lead, trail)).decode(table, errors="ignore")
        for table, (first, end) in _COMMON_ROWS.items()
        for lead in range(first, end)
        for trail in range(0x40, 0xFF)
    }
    return frozenset(text for text in found if len(text) == 1 and not text.isascii())


def _refuse_binary(file: BinaryIO) -> None:
    file.seek(0)
    before = n_controls = 0
    for chunk in _chunks(file):
        if (at := chunk.find(b"\0")) >= 0:
            raise ValueError(f"not text: a NUL byte at offset {before + at}")
        n_controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
        before += len(chunk)
    if n_controls > _MAX_CONTROLS * before:
        raise ValueError(f"not text: {n_controls:,} of {before:,} bytes are control characters")


def _fault(file: BinaryIO, name: str) -> UnicodeDecodeError | None:
    """Decode all of a file; return what is wrong, with its offset, None where nothing is."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(name)()
    before = 0
    try:
        for chunk in _chunks(file):
            decoder.decode(chunk)
            before += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        # Bytes kept from the chunk before make the offset inexact by up to three.
        error.start += before
        return error
    return None


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk
