"""Titles that stand on the same line as their text: `【标题】正文` and `**Title** text`."""

import re
from collections.abc import Iterator, Sequence

from serve.newsletter.markup import ordinal, read_markup
from serve.newsletter.openings import is_act, is_dated
from serve.newsletter.rows import Row
from serve.newsletter.script import language
from serve.newsletter.shape import is_headline

_BRACKETED = re.compile(
    r"((?:\d{1,2}[.、．]\s?|[•·▪●◆■-]\s+)?【[^【】]{6,100}】)\s*(\S.*)", re.DOTALL
)
_BOLD = re.compile(
    r"((?:\d{1,2}[.、．]\s?|[•·▪●◆■*-]\s+)?\*\*[^*]{6,300}\*\*)[\s:：]+([^\s*].*)", re.DOTALL
)
# `1. 工信部通报38款APP。共有38款……`: the first sentence is the title.
_SENTENCES = re.compile(r"(\d{1,2}[.、．]\s?[^。！？；：]{6,60}。)(\S.*)", re.DOTALL)
# What follows a title on its line is a paragraph: at least this many characters.
_MIN_TEXT_CHARS = 24
# A first sentence that is a title is given the level of a heading, for nothing else marks it.
_LEVEL = 3
# So many of them, half of all paragraphs, are how a document prints its titles, dated or not.
_MIN_TITLES = 3
_MIN_SHARE = 0.5
# A paragraph is at least this long, in characters.
_PARAGRAPH_CHARS = 60


def split_run_in(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield `rows` with titles that open a paragraph on rows of their own."""
    parts = [_parts(row.text) for row in rows]
    if not any(parts):
        parts = _numbered_sentences(rows)
    is_usual = _is_usual(rows, sum(part is not None for part in parts))
    for row, part in zip(rows, parts, strict=True):
        if part and (is_usual or is_dated(part[1])):
            yield Row(part[0], row.gap, 0 if _marks(part[0]) else _LEVEL)
            yield Row(part[1], False)
        else:
            yield row


def _marks(title: str) -> bool:
    """Tell whether brackets or stars mark a title."""
    return "**" in title or "【" in title


def _is_usual(rows: Sequence[Row], n_titles: int) -> bool:
    """Tell whether this is how the document prints its titles."""
    n_paragraphs = sum(len(row.text) >= _PARAGRAPH_CHARS for row in rows)
    return n_titles >= _MIN_TITLES and n_titles >= _MIN_SHARE * n_paragraphs


def _numbered_sentences(rows: Sequence[Row]) -> list[tuple[str, str] | None]:
    """Return title and text of rows numbered from 1 whose first sentence tells a deed."""
    parts: list[tuple[str, str] | None] = []
    for row in rows:
        found = _SENTENCES.fullmatch(row.text)
        long_enough = found is not None and len(found[2]) >= _MIN_TEXT_CHARS
        parts.append((found[1], found[2]) if found and long_enough else None)
    titles = [part[0] for part in parts if part]
    counts_up = [ordinal(title) for title in titles] == [*range(1, len(titles) + 1)]
    n_acts = sum(map(is_act, titles))
    return parts if counts_up and n_acts > _MIN_SHARE * len(titles) else [None] * len(rows)


def _parts(row: str) -> tuple[str, str] | None:
    """Return the title and the text of a row that has both."""
    found = _BRACKETED.fullmatch(row) or _BOLD.fullmatch(row)
    if not found or len(found[2]) < _MIN_TEXT_CHARS or "。" in found[1]:
        return None
    title = read_markup(found[1])[1]
    return (found[1], found[2]) if is_headline(title, language(title)) else None
