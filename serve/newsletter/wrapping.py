"""Paragraphs that were broken into rows of one width, put together again."""

import re
from collections.abc import Sequence

from serve.newsletter.markup import opens_entry
from serve.newsletter.openings import is_dated
from serve.newsletter.pages import join
from serve.newsletter.rows import Row
from serve.newsletter.script import HAN

_WIDE = re.compile(f"[{HAN}\u3000-\u303f\uff01-\uff60\uac00-\ud7a3\u3040-\u30ff]")
_FIRST_WORD = re.compile(r"[!-~]+")
_CLOSED = tuple(".。!?！？;；:：”\"")
_UNFINISHED = (",", "，", "、", "-", " and", " or", " of", " the", " to", " in", " for", " by", " on")
# Printed rows are at most this wide, in columns of a typewriter; wider rows are whole paragraphs.
_MAX_COLUMNS = 160
# One row in fifty may stick out without being what the rest is measured by.
_STICKING_OUT = 50
# A text is wrapped if this many rows end where they had to, and they are half of all that could.
_MIN_FULL = 3
# A Chinese row may end a character early so that no punctuation starts the next, in columns.
_KINSOKU_COLUMNS = 2


def unwrap(rows: Sequence[Row]) -> list[Row]:
    """Return `rows` with the rows of each wrapped paragraph joined; others stay as they are."""
    limit = _wrap_columns(rows)
    if not limit:
        return list(rows)
    joined: list[Row] = []
    last = ""
    for row in rows:
        if joined and not row.gap and _wraps(last, row.text, limit):
            joined[-1] = Row(join(joined[-1].text, row.text), joined[-1].gap)
        else:
            joined.append(row)
        last = row.text
    return joined


def _wrap_columns(rows: Sequence[Row]) -> int:
    """Return the width that the text was wrapped to, 0 if it was not."""
    widths = sorted(_columns(row.text) for row in rows if "http" not in row.text)
    limit = widths[-1 - len(widths) // _STICKING_OUT] if widths else 0
    if not 0 < limit <= _MAX_COLUMNS:
        return 0
    tight = [(a.text, b.text) for a, b in zip(rows, rows[1:], strict=False) if not b.gap]
    n_full = sum(_is_full(a, b, limit) for a, b in tight)
    return limit if n_full >= _MIN_FULL and 2 * n_full >= len(tight) else 0


def _wraps(row: str, following: str, limit: int) -> bool:
    if not _is_full(row, following, limit) or opens_entry(following):
        return False
    if row.lower().endswith(_UNFINISHED):
        return True
    if is_dated(following[:20]):
        return False
    return not row.endswith(_CLOSED) or following.endswith(_CLOSED) or _columns(following) > limit - 8


def _is_full(row: str, following: str, limit: int) -> bool:
    """Tell whether the first word of `following` would not have fitted on `row`."""
    word = _FIRST_WORD.match(following)
    needs = len(word[0]) + 1 if word else _KINSOKU_COLUMNS + 2
    return _columns(row) + needs > limit


def _columns(text: str) -> int:
    return len(text) + (0 if text.isascii() else len(_WIDE.findall(text)))
