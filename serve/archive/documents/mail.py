"""Mail as text."""

from email import message_from_binary_file, policy
from io import BytesIO
from typing import BinaryIO

from serve.archive.documents.html import html_text
from serve.archive.encodings import decode_declared

__all__ = ["read_mail"]


def read_mail(file: BinaryIO) -> tuple[str, str]:
    """Return the text of a message and its encoding.

    The HTML version is read where there is one: it shows headings, and the plain version that
    mailing programs make of it often does not. Attachments are not read.

    Raises
    ------
    ValueError : it is no message, or has no text
    """
    message = message_from_binary_file(file, policy=policy.default)
    if not message.keys():
        raise ValueError("not a message: it does not begin with mail headers")
    body = message.get_body(preferencelist=("html", "plain"))
    if body is None:
        raise ValueError("the message has no text, only attachments")
    raw = body.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    # Without a declaration it is ASCII by the standard, and in fact anything.
    text, encoding = decode_declared(BytesIO(content), body.get_content_charset())
    # RFC 5322: lines end with CR LF
    text = text.replace("\r\n", "\n")
    return (html_text(text) if body.get_content_subtype() == "html" else text), encoding
