"""What printing adds to each page: page numbers and running heads."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from serve.newsletter.keys import key
from serve.newsletter.links import is_end_mark
from serve.newsletter.markup import opens_entry
from serve.newsletter.rows import Row, join
from serve.newsletter.script import HAN, Lang, language

_PAGE_NUMBER = re.compile(
    r"[-–—~|·\s]*(?:page|p\.|第)?\s*\d{1,3}\s*[页頁]?"
    r"(?:\s*(?:of|/|\||共)\s*[共]?\s*\d{1,3}\s*[页頁]?)?[-–—~|·\s]*",
    re.IGNORECASE,
)
# Where a running head carries the number of the page.
_PAGE_IN_HEAD = re.compile(
    r"^\d{1,3}\b|\b\d{1,3}$|(?<=page )\d{1,3}|第\s?\d{1,3}\s?[页頁]", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_CLOSERS = "。.!?！？;；:：…”\"'’)）」』》】]>*|"
_CONTINUES = re.compile(f"[a-z{HAN}$€£¥]")
_COLUMNS = re.compile(r"\S\s{3,}\S")
_PAUSE = re.compile(r"[，、。；]")
# Running heads and page numbers are short, in characters.
_MAX_HEAD_CHARS = 100
_MAX_NUMBER_CHARS = 30
# A row on this many pages is furniture; on two it may be a title and its entry in the contents.
_MIN_PAGES = 3
# Where pages are told apart, a row so near to an edge of this share of them is furniture.
_NEAR_EDGE = 2
_MIN_PAGES_SHARE = 0.5
# Rows up to the first paragraph (in characters) are the front page, where a running head begins.
_PARAGRAPH_CHARS = 120
# A row at least this long (in characters) that breaks off at a page's end goes on over it. Chinese
# says as much in fewer, and a comma tells it from a title.
_BROKEN_OFF_CHARS = 40
_BROKEN_OFF_HAN = 20
# Two columns may go on over the end of a page.
_MAX_COLUMNS = 2


def drop_page_furniture(rows: Sequence[Row]) -> list[Row]:
    """Return `rows` without page numbers and running heads.

    A paragraph that went on over the end of a page is one row again, also where two languages
    stand side by side and each goes on.
    """
    masked = [_masked(row.text) for row in rows]
    heads = _running_heads(rows, masked) | _numbered_heads(rows, masked)
    kept: list[Row] = []
    broken: dict[Lang, int] = {}
    turned = False
    for row, head in zip(rows, masked, strict=True):
        turns = row.turn or is_page_number(row.text) or (head != "" and head in heads)
        if turns and not turned:
            broken = _broken_off(kept)
        turned = turned or turns
        if is_page_number(row.text) or head in heads:
            continue
        if turned and kept and _woven(kept[-1], row):
            kept.append(row._replace(gap=False))
        elif (at := broken.pop(language(row.text), None)) is not None and _goes_on(row.text):
            kept[at] = kept[at]._replace(text=join((kept[at].text, row.text)))
        else:
            kept.append(row._replace(gap=row.gap or turned))
            broken = {}
        turned = False
    return kept


def is_page_number(text: str) -> bool:
    """Tell whether `text` is nothing but a page number."""
    return len(text) <= _MAX_NUMBER_CHARS and _PAGE_NUMBER.fullmatch(text) is not None


def _running_heads(rows: Sequence[Row], masked: Sequence[str]) -> set[str]:
    near_edges = _at_edges(rows, masked)
    often = {text for text, n in Counter(masked).items() if text and n >= _MIN_PAGES}
    if not often:
        return near_edges
    near_numbers = {
        masked[near]
        for i, row in enumerate(rows)
        if is_page_number(row.text)
        for near in range(max(i - 1, 0), min(i + 2, len(rows)))
    }
    return near_edges | often & (near_numbers | set(masked[: _front_page(rows)]))


def _front_page(rows: Sequence[Row]) -> int:
    return next((i for i, row in enumerate(rows) if len(row.text) > _PARAGRAPH_CHARS), 0)


def _at_edges(rows: Sequence[Row], masked: Sequence[str]) -> set[str]:
    """Return what stands at the top or the foot of most pages, where a document has pages."""
    starts = [0, *(at for at, row in enumerate(rows) if at and row.turn)]
    pages = [*pairwise([*starts, len(rows)])]
    if len(pages) < 2:
        return set()
    counts: Counter[str] = Counter()
    for start, stop in pages:
        said = [at for at in range(start, stop) if not is_page_number(rows[at].text)]
        counts.update({masked[at] for at in (*said[:_NEAR_EDGE], *said[-_NEAR_EDGE:])})
    at_least = max(2, _MIN_PAGES_SHARE * len(pages))
    return {text for text, n in counts.items() if text and n >= at_least}


def _numbered_heads(rows: Sequence[Row], masked: Sequence[str]) -> set[str]:
    """Return what comes again and again with a number that counts the pages."""
    numbers: dict[str, list[int]] = {}
    for row, head in zip(rows, masked, strict=True):
        for found in _PAGE_IN_HEAD.findall(row.text) if head else ():
            numbers.setdefault(head, []).extend(map(int, _DIGITS.findall(found)))
    return {head for head, found in numbers.items() if _counts_pages(found)}


def _counts_pages(numbers: Sequence[int]) -> bool:
    return len(numbers) >= _MIN_PAGES and all(b - a == 1 for a, b in pairwise(numbers))


def _masked(text: str) -> str:
    if len(text) > _MAX_HEAD_CHARS or is_end_mark(text):
        return ""
    return key(_PAGE_IN_HEAD.sub("", text))


def _broken_off(kept: Sequence[Row]) -> dict[Lang, int]:
    """Return the last row of each language that breaks off at the end of a page."""
    last: dict[Lang, int] = {}
    for at in range(max(len(kept) - _MAX_COLUMNS, 0), len(kept)):
        last[language(kept[at].text)] = at
    return {lang: at for lang, at in last.items() if _breaks_off(kept[at].text, lang)}


def _breaks_off(text: str, lang: Lang) -> bool:
    is_long = len(text) >= _BROKEN_OFF_CHARS
    if lang == "zh" and len(text) >= _BROKEN_OFF_HAN:
        is_long = is_long or _PAUSE.search(text) is not None
    return text[-1] not in _CLOSERS and is_long and not is_end_mark(text)


def _goes_on(text: str) -> bool:
    return _CONTINUES.match(text) is not None and not opens_entry(text)


def _woven(row: Row, following: Row) -> bool:
    """Tell whether two columns, printed row by row, go on over the end of a page."""
    both = _COLUMNS.search(row.text) and _COLUMNS.search(following.text)
    return bool(both) and row.text[-1] not in _CLOSERS
