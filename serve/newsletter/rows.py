"""The printed rows of a document, before anything is known of their meaning."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from serve.newsletter.script import HAN

# Byte order marks, zero-width characters, direction marks and soft hyphens: nobody sees them.
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"))
_QUOTED = re.compile(r"^>(?:>| >)*[ \t]?", re.MULTILINE)
_SAID = re.compile(r"^[ \t]*\S", re.MULTILINE)
# So many lines, and this share of all, begin with `>` in a mail that is quoted as a whole.
_MIN_QUOTED = 3
_MIN_QUOTED_SHARE = 0.5
_UNDERLINE = re.compile(r"={3,}|-{3,}")
# A Chinese year or day, broken in the middle: `202` and `2年`.
_REST_OF_NUMBER = re.compile(f"\\d{{1,4}}[{HAN}]")
# A heading underlined in the manner of Markdown is one row of at most this many characters.
_MAX_HEADING_CHARS = 200


class Row(NamedTuple):
    """One printed row, without the space around it.

    `gap` says that blank rows precede it, `level` is that of a heading that is underlined,
    `turn` says that a page begins with it.
    """

    text: str
    gap: bool
    level: int = 0
    turn: bool = False


def read_rows(document: str) -> list[Row]:
    """Return the rows of `document` that are not blank, whatever ends its lines."""
    rows: list[Row] = []
    for page in _unquoted(document.translate(_INVISIBLE)).split("\f"):
        rows += _rows_of_page(page, turn=bool(rows))
    return rows


def _unquoted(document: str) -> str:
    """Return the text of a mail that was forwarded: without the `>` before most of its lines."""
    n_quoted = len(_QUOTED.findall(document))
    if n_quoted < _MIN_QUOTED or n_quoted < _MIN_QUOTED_SHARE * len(_SAID.findall(document)):
        return document
    return _QUOTED.sub("", document)


def _rows_of_page(page: str, *, turn: bool) -> Iterator[Row]:
    gap = True
    for line in page.splitlines():
        text = line.strip()
        if text:
            yield Row(text, gap, turn=turn)
            turn = False
        gap = not text


def join(texts: Iterable[str]) -> str:
    """Join rows of one sentence, with a space only where its language writes one."""
    parts: list[str] = []
    for text in texts:
        if parts and _is_spaced(parts[-1], text):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def _is_spaced(text: str, following: str) -> bool:
    ascii_both = text[-1:].isascii() and following[:1].isascii()
    return ascii_both and text[-1:] != "-" and not _REST_OF_NUMBER.match(following)


def mark_underlined(rows: list[Row]) -> list[Row]:
    """Note the level of a heading with a row of `=` or `-` right under it, and drop that row."""
    marked: list[Row] = []
    under = False
    for row in rows:
        if marked and not under and _underlines(row, marked[-1]):
            marked[-1] = marked[-1]._replace(level=1 if row.text[0] == "=" else 2)
            under = True
        else:
            marked.append(row._replace(gap=row.gap or under))
            under = False
    return marked


def _underlines(row: Row, above: Row) -> bool:
    return (
        not row.gap
        and above.gap
        and len(above.text) <= _MAX_HEADING_CHARS
        and above.text[0] not in "#|-=*"
        and above.text[-1] not in ".。;；:：,，"
        and _UNDERLINE.fullmatch(row.text) is not None
    )
