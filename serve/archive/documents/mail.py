"""Mail as text."""

from email import message_from_binary_file, policy
from typing import BinaryIO

from serve.archive.documents.html import html_text

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
    try:
        text = body.get_content()
    except LookupError as error:
        raise ValueError(f"the message's encoding is unknown: {error}") from error
    encoding = body.get_content_charset("us-ascii")
    return (html_text(text) if body.get_content_subtype() == "html" else text), encoding
