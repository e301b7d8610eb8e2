"""Several issues of a newsletter in one text, taken apart."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from serve.newsletter.keys import key

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_WORDS_OF_DATES = re.compile(
    rf"\b(?:{_MONTH}|{_DAY})\b|\d+|[一二三四五六七八九十〇零]+", re.IGNORECASE
)
# What tells one issue from another, and is not the number of a page.
_OF_ISSUE = re.compile(
    r"第\s?[\d一二三四五六七八九十百]{1,6}\s?[期号號]"
    r"|\b(?:no|issue|vol(?:ume)?|edition|number)\W{0,3}\d{1,4}\b"
    rf"|\b{_MONTH}\W{{0,2}}\d{{1,2}}\b|\b\d{{1,2}}\W{{0,2}}{_MONTH}\b|\b{_MONTH}\s\d{{4}}\b"
    r"|\d{4}\s?[年./-]\s?\d{1,2}(?:\s?[月./-]\s?\d{1,2})?",
    re.IGNORECASE,
)
# An issue begins with the lines that began the first: of the first so many, at least so many.
_HEAD_LINES = 6
_MIN_SAME = 2
# Lines of a masthead are short, in characters.
_MAX_CHARS = 100


def split_issues(document: str) -> list[str]:
    """Return the issues in `document`; one that does not begin a second time is returned whole.

    An issue begins where the first lines of the document come again with another number or date:
    running heads come again with the same.
    """
    lines = document.splitlines(keepends=True)
    said = [at for at, line in enumerate(lines) if key(line[:_MAX_CHARS])]
    starts = [0, *(said[n] for n in _starts([lines[at] for at in said])), len(lines)]
    return ["".join(lines[start:stop]) for start, stop in pairwise(starts)]


def _starts(lines: Sequence[str]) -> Iterator[int]:
    """Yield which of the lines begin an issue, from the second."""
    head = lines[:_HEAD_LINES]
    if len(head) < _MIN_SAME:
        return
    masked = [_masked(line) for line in head]
    before = head
    for at in range(_MIN_SAME, len(lines)):
        if not masked[0] or _masked(lines[at]) != masked[0]:
            continue
        n_same = _n_same(masked, lines[at : at + _HEAD_LINES])
        if n_same >= _MIN_SAME and _issue(before[:n_same]) != _issue(lines[at : at + n_same]):
            before = lines[at : at + _HEAD_LINES]
            yield at


def _n_same(masked: Sequence[str], lines: Sequence[str]) -> int:
    same = (own == _masked(line) for own, line in zip(masked, lines, strict=False))
    return next((n for n, is_same in enumerate(same) if not is_same), min(len(masked), len(lines)))


def _masked(line: str) -> str:
    """Return what a line says in each issue, empty if it is too long for a masthead."""
    return key(_WORDS_OF_DATES.sub("", line)) if len(line) <= _MAX_CHARS else ""


def _issue(lines: Sequence[str]) -> list[str]:
    return [key(found) for line in lines for found in _OF_ISSUE.findall(line)]
