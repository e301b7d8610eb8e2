"""Titles that stand on the same line as their text: `【标题】正文` and `**Title** text`."""

import re
from collections.abc import Iterator, Sequence

from serve.newsletter.openings import is_dated
from serve.newsletter.rows import Row
from serve.newsletter.script import language
from serve.newsletter.shape import is_headline

_BRACKETED = re.compile(r"((?:\d{1,2}[.、．]\s?)?【[^【】]{6,100}】)\s*(\S.*)", re.DOTALL)
_BOLD = re.compile(r"((?:\d{1,2}[.、．]\s?)?\*\*[^*]{6,300}\*\*)[\s:：]+([^\s*].*)", re.DOTALL)
# What follows a title on its line is a paragraph: at least this many characters.
_MIN_TEXT_CHARS = 24


def split_run_in(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield `rows` with titles that open a paragraph on rows of their own."""
    for row in rows:
        parts = _BRACKETED.fullmatch(row.text) or _BOLD.fullmatch(row.text)
        if parts and _is_title_and_text(parts[1], parts[2]):
            yield Row(parts[1], row.gap)
            yield Row(parts[2], False)
        else:
            yield row


def _is_title_and_text(title: str, text: str) -> bool:
    return (
        len(text) >= _MIN_TEXT_CHARS
        and is_dated(text)
        and is_headline(title, language(title))
        and "。" not in title
    )
