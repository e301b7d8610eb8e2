"""What printing adds to each page: page numbers and running heads."""

import re
from collections import Counter
from collections.abc import Sequence

from serve.newsletter.keys import key
from serve.newsletter.links import is_end_mark
from serve.newsletter.rows import Row, join
from serve.newsletter.script import HAN

_PAGE_NUMBER = re.compile(
    r"[-–—~|·\s]*(?:page|p\.|第)?\s*\d{1,3}\s*[页頁]?"
    r"(?:\s*(?:of|/|\||共)\s*[共]?\s*\d{1,3}\s*[页頁]?)?[-–—~|·\s]*",
    re.IGNORECASE,
)
# Where a running head carries the number of the page.
_PAGE_IN_HEAD = re.compile(
    r"^\d{1,3}\b|\b\d{1,3}$|(?<=page )\d{1,3}|第\s?\d{1,3}\s?[页頁]", re.IGNORECASE
)
_CLOSERS = "。.!?！？;；:：…”\"'’)）」』》】]>*|"
_CONTINUES = re.compile(f"[a-z{HAN}]")
# Running heads and page numbers are short, in characters.
_MAX_HEAD_CHARS = 100
_MAX_NUMBER_CHARS = 30
# A row on this many pages is furniture; on two it may be a title and its entry in the contents.
_MIN_PAGES = 3
# Rows up to the first paragraph (in characters) are the front page, where a running head begins.
_PARAGRAPH_CHARS = 120
# A row at least this long (in characters) that breaks off at a page's end goes on over it.
_BROKEN_OFF_CHARS = 40


def drop_page_furniture(rows: Sequence[Row]) -> list[Row]:
    """Return `rows` without page numbers and running heads.

    A paragraph that went on over the end of a page is one row again.
    """
    masked = [_masked(row.text) for row in rows]
    heads = _running_heads(rows, masked)
    kept: list[Row] = []
    turned = False
    for row, head in zip(rows, masked, strict=True):
        if is_page_number(row.text) or head in heads:
            turned = True
        elif turned and kept and _goes_on(kept[-1].text, row.text):
            kept[-1] = kept[-1]._replace(text=join((kept[-1].text, row.text)))
            turned = False
        else:
            kept.append(row._replace(gap=row.gap or turned))
            turned = False
    return kept


def is_page_number(text: str) -> bool:
    """Tell whether `text` is nothing but a page number."""
    return len(text) <= _MAX_NUMBER_CHARS and _PAGE_NUMBER.fullmatch(text) is not None


def _running_heads(rows: Sequence[Row], masked: Sequence[str]) -> set[str]:
    often = {text for text, n in Counter(masked).items() if text and n >= _MIN_PAGES}
    if not often:
        return often
    near_numbers = {
        masked[near]
        for i, row in enumerate(rows)
        if is_page_number(row.text)
        for near in range(max(i - 1, 0), min(i + 2, len(rows)))
    }
    return often & (near_numbers | set(masked[: _front_page(rows)]))


def _front_page(rows: Sequence[Row]) -> int:
    return next((i for i, row in enumerate(rows) if len(row.text) > _PARAGRAPH_CHARS), 0)


def _masked(text: str) -> str:
    if len(text) > _MAX_HEAD_CHARS or is_end_mark(text):
        return ""
    return key(_PAGE_IN_HEAD.sub("", text))


def _goes_on(before: str, after: str) -> bool:
    return (
        before[-1] not in _CLOSERS
        and len(before) >= _BROKEN_OFF_CHARS
        and _CONTINUES.match(after) is not None
        and not is_end_mark(before)
    )
