"""Bytes to text: which encoding a file is in."""

import codecs
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

__all__ = ["decode", "detect", "open_text"]

# Trusted in this order. GB18030 gives a meaning to almost any bytes, so it comes after UTF-8.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-8", "gb18030")
_CHUNK_BYTES = 1 << 20


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
    ValueError : it is not text
    """
    file.seek(0)
    head = file.read(4)
    for mark, name in _MARKS:
        if head.startswith(mark):
            _fault(file, name)
            return _rewound(file, name)
    _refuse_binary(file)
    for name in _CANDIDATES:
        if _fault(file, name) is None:
            return _rewound(file, name)
    raise ValueError(f"not text: neither {' nor '.join(_CANDIDATES)}")


def open_text(file: BinaryIO) -> tuple[TextIOWrapper, str]:
    """Open a binary file as text, and say in which encoding; line ends stay as they are.

    Raises
    ------
    ValueError : it is not text
    """
    name = detect(file)
    return TextIOWrapper(file, encoding=name, newline=""), name


def decode(file: BinaryIO) -> tuple[str, str]:
    """Return all of a file's text, and its encoding.

    Raises
    ------
    ValueError : it is not text
    """
    text, name = open_text(file)
    return text.read(), name


def _refuse_binary(file: BinaryIO) -> None:
    file.seek(0)
    before = 0
    for chunk in _chunks(file):
        if (at := chunk.find(b"\0")) >= 0:
            raise ValueError(f"not text: a NUL byte at offset {before + at}")
        before += len(chunk)


def _fault(file: BinaryIO, name: str) -> UnicodeDecodeError | None:
    """Decode all of a file; return what is wrong, None where nothing is."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for chunk in _chunks(file):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return error
    return None


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk


def _rewound(file: BinaryIO, name: str) -> str:
    file.seek(0)
    return name
