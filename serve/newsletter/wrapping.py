"""Paragraphs that were broken into rows of one width, put together again."""

import re
from collections.abc import Sequence

from serve.newsletter.keys import without_page
from serve.newsletter.links import is_end_mark
from serve.newsletter.markup import opens_entry
from serve.newsletter.openings import starts_with_date
from serve.newsletter.rows import Row, join
from serve.newsletter.script import HAN

_WIDE = re.compile(f"[{HAN}\u3000-\u303f\uff01-\uff60\uac00-\ud7a3\u3040-\u30ff]")
# A hard space does not part words.
_FIRST_WORD = re.compile(f"[^ {HAN}\u3000-\u303f\uff01-\uff60]+")
_CLOSED = tuple('.。!?！？;；:：”"')
_UNFINISHED = tuple(",，、-") + tuple(f" {w}" for w in "and or of the to in for by on".split())
# Printed rows are so wide, in columns of a typewriter; wider rows are whole paragraphs.
_MIN_COLUMNS = 24
_MAX_COLUMNS = 160
# A row that breaks off in the middle of an English sentence is at least this long, in characters.
_LONG_ROW = 60
# One row in twelve may stick out without being what the rest is measured by.
_STICKING_OUT = 12
# A text is wrapped if this many rows end where they had to, and they are half of the long ones.
_MIN_FULL = 3
# Rows shorter than this share of the width are titles, heads, the ends of paragraphs.
_LONG_SHARE = 0.7
# Paragraphs end in full stops, every so many rows at least; lists of titles do not.
_MAX_PARAGRAPH = 30
# A row of the middle of a paragraph ends so close to the edge, in columns.
_RAGGED_COLUMNS = 8
# A Chinese row may end a character early so that no punctuation starts the next, in columns.
_KINSOKU_COLUMNS = 2


def unwrap(rows: Sequence[Row]) -> list[Row]:
    """Return `rows` with the rows of each wrapped paragraph joined; others stay as they are."""
    limit = _wrap_columns(rows)
    paragraphs: list[list[Row]] = []
    for row in rows:
        last = paragraphs[-1][-1].text if paragraphs else ""
        wraps = (limit and _wraps(last, row.text, limit)) or _runs_on(last, row.text)
        if last and not row.gap and wraps:
            paragraphs[-1].append(row)
        else:
            paragraphs.append([row])
    return [own[0]._replace(text=join(row.text for row in own)) for own in paragraphs]


def _runs_on(row: str, following: str) -> bool:
    """Tell whether a long row breaks off and the next begins in the middle of a sentence."""
    breaks_off = _LONG_ROW <= len(row) <= _MAX_COLUMNS and row[-1:].isalnum() and row.isascii()
    return (
        breaks_off and following[0].islower() and not (is_end_mark(row) or opens_entry(following))
    )


def _wrap_columns(rows: Sequence[Row]) -> int:
    """Return the width that the text was wrapped to, 0 if it was not."""
    widths = sorted(_columns(row.text) for row in rows if "http" not in row.text)
    limit = widths[-1 - len(widths) // _STICKING_OUT] if widths else 0
    if not _MIN_COLUMNS <= limit <= _MAX_COLUMNS:
        return 0
    tight = [(a.text, b.text) for a, b in zip(rows, rows[1:], strict=False) if not b.gap]
    n_full = sum(_is_full(a, b, limit) for a, b in tight)
    n_long = sum(_columns(a) >= _LONG_SHARE * limit for a, _ in tight)
    n_closed = sum(row.text.endswith(_CLOSED) for row in rows)
    is_wrapped = n_full >= _MIN_FULL and 2 * n_full >= n_long
    return limit if is_wrapped and n_closed * _MAX_PARAGRAPH >= n_full else 0


def _wraps(row: str, following: str, limit: int) -> bool:
    if not _is_full(row, following, limit) or opens_entry(following):
        return False
    if is_end_mark(row) or is_end_mark(following) or without_page(row) != row:
        return False
    if row.lower().endswith(_UNFINISHED):
        return True
    if starts_with_date(following):
        return False
    goes_on = following.endswith(_CLOSED) or _columns(following) > limit - _RAGGED_COLUMNS
    return goes_on or not row.endswith(_CLOSED)


def _is_full(row: str, following: str, limit: int) -> bool:
    """Tell whether the first word of `following` would not have fitted on `row`."""
    word = _FIRST_WORD.match(following)
    needs = len(word[0]) + 1 if word else _KINSOKU_COLUMNS + 2
    return _columns(row) + needs > limit


def _columns(text: str) -> int:
    if len(text) > _MAX_COLUMNS:
        return len(text)
    return len(text) + (0 if text.isascii() else len(_WIDE.findall(text)))
