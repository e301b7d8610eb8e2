"""From a document's bytes to its text."""

from collections.abc import Callable
from typing import BinaryIO

from serve.archive.damage import telling_of_damage
from serve.archive.documents.html import read_html
from serve.archive.documents.mail import read_mail
from serve.archive.documents.pdf import read_pdf
from serve.archive.documents.word import read_word
from serve.archive.encodings import decode

__all__ = ["read_document"]

# A document is read whole. Newsletters have less than a tenth of this, in bytes.
_MAX_BYTES = 200_000_000
_READERS: dict[str, Callable[[BinaryIO], tuple[str, str]]] = {
    ".html": read_html,
    ".htm": read_html,
    ".eml": read_mail,
    ".docx": read_word,
    ".pdf": read_pdf,
}


def read_document(file: BinaryIO, kind: str) -> tuple[str, str]:
    """Return a document's text, ready to be cut, and how it was encoded.

    Parameters
    ----------
    file : the document, seekable
    kind : its suffix, with the dot

    Returns
    -------
    text with the marks of Markdown for headings, lists and links where the document has them;
    and a codec's name, or the format's where that says it

    Raises
    ------
    ValueError : it cannot be read as its kind
    """
    n_bytes = file.seek(0, 2)
    if n_bytes > _MAX_BYTES:
        raise ValueError(f"the document has {n_bytes:,} bytes; expected {_MAX_BYTES:,} at most")
    file.seek(0)
    if kind not in _READERS:
        return decode(file)
    with telling_of_damage(kind):
        return _READERS[kind](file)
