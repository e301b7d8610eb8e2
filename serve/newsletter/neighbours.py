"""What a line can be, corrected by the lines before and after it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from serve.newsletter.keys import key
from serve.newsletter.lines import Kind, Line

_ARABIC = re.compile(r"\d+")
_CHINESE = re.compile(r"[一二三四五六七八九十]+")
_MARKER = re.compile(r"[^\s.、．)）:：]{1,4}[.、．)）:：]?")
# One link may stand in any article; with two, links are how the document ends its reports.
_MIN_ENDS = 2


def correct(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` without doubled titles, with lists and closed titles known as such."""
    return _promote(_demote(_without_doubles(lines)))


def _without_doubles(lines: Sequence[Line]) -> list[Line]:
    """Drop a title that the very next line says again."""
    following = [*lines[1:], None]
    return [line for line, after in zip(lines, following, strict=False) if not _says(after, line)]


def _says(line: Line | None, before: Line) -> bool:
    return (
        line is not None
        and before.kind is Kind.TITLE is line.kind
        and key(line.text) == key(before.text)
    )


def _demote(lines: Sequence[Line]) -> list[Line]:
    """Make entries of numbered titles that follow each other with no text between them."""
    if not lines:
        return []
    listed = [_follow(a, b) for a, b in zip(lines, lines[1:], strict=False)]
    near = zip([False, *listed], [*listed, False], strict=True)
    return [
        replace(line, kind=Kind.ENTRY) if any(pair) else line
        for line, pair in zip(lines, near, strict=True)
    ]


def _follow(one: Line, other: Line) -> bool:
    """Tell whether two lines are neighbours in one numbered list."""
    if one.look != "numbered" or other.look != "numbered" or one.lang != other.lang:
        return False
    may_be_titles = {one.kind, other.kind} <= {Kind.TITLE, Kind.SENTENCE}
    return may_be_titles and _numbering(one.raw) == _numbering(other.raw)


def _numbering(raw: str) -> str:
    marker = _MARKER.match(raw)
    return _CHINESE.sub("一", _ARABIC.sub("0", marker[0])) if marker else ""


def _promote(lines: Sequence[Line]) -> list[Line]:
    """Make titles of short sentences that stand where a report begins, with text below them."""
    n_ends = sum(line.ends for line in lines)
    return [
        replace(line, kind=Kind.TITLE) if _begins_report(lines, at, n_ends) else line
        for at, line in enumerate(lines)
    ]


def _begins_report(lines: Sequence[Line], at: int, n_ends: int) -> bool:
    if lines[at].kind is not Kind.SENTENCE or lines[at].ends or n_ends < _MIN_ENDS:
        return False
    before = lines[at - 1] if at else None
    opens = before is None or before.ends or before.kind is Kind.SECTION
    return opens and at + 1 < len(lines) and lines[at + 1].kind in (Kind.BODY, Kind.SENTENCE)
