"""From a document's bytes to its text."""

from typing import BinaryIO

from serve.archive.encodings import decode

__all__ = ["read_document"]


def read_document(file: BinaryIO, kind: str) -> tuple[str, str]:
    """Return a document's text, ready to be cut, and how it was encoded.

    Parameters
    ----------
    file : the document, seekable
    kind : its suffix, with the dot

    Raises
    ------
    ValueError : it cannot be read as its kind
    """
    return decode(file)
