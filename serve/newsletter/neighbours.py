"""What a line can be, corrected by the lines before and after it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from serve.newsletter.keys import key
from serve.newsletter.lines import Kind, Line
from serve.newsletter.markup import bullet
from serve.newsletter.openings import starts_with_date
from serve.newsletter.script import n_words
from serve.newsletter.shape import could_be_title, is_headline

_ARABIC = re.compile(r"\d+")
_CHINESE = re.compile(r"[一二三四五六七八九十]+")
_MARKER = re.compile(r"[^\s.、．)）:：]{1,4}[.、．)）:：]?")
# Sentences in the middle of a text go back to what was said, or are short; titles are neither.
_GOES_BACK = re.compile(
    r"(?:the|it|its|this|that|these|those|he|she|they|we|in|on|at|as|for|by|if|to|with|under|according|however"
    r"|also|meanwhile|moreover|further|a|an|all|both|such|when|while|since)\b",
    re.IGNORECASE,
)
_MIN_WORDS = 8
# So many bullets of one kind, each over a paragraph, are how a document marks its titles.
_MIN_MARKED = 2
# So many titles over dated paragraphs are how a document begins its reports.
_MIN_NEWS = 3
# One link may stand in any article; with two, links are how the document ends its reports.
_MIN_ENDS = 2


def correct(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` without doubled titles, with lists and closed titles known as such."""
    return _promote(_know_marked(_demote(_without_doubles(lines))))


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


def _know_marked(lines: Sequence[Line]) -> list[Line]:
    """Make titles of what follows a bullet if each stands alone over a paragraph: `◎ Title`."""
    bullets = [bullet(line.raw) if line.look == "bullet" else "" for line in lines]
    over = {mark: True for mark in bullets if mark}
    for at, mark in enumerate(bullets):
        over[mark] = over.get(mark, False) and _is_over_paragraph(lines, at)
    counts = Counter(bullets)
    return [
        replace(line, kind=Kind.TITLE, look="marked")
        if over[mark] and counts[mark] >= _MIN_MARKED
        else line
        for line, mark in zip(lines, bullets, strict=True)
    ]


def _is_over_paragraph(lines: Sequence[Line], at: int) -> bool:
    line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    could_be = is_headline(line.text, line.lang) and could_be_title(line.text, line.lang)
    return could_be and below is not None and below.kind in (Kind.BODY, Kind.SENTENCE)


def _promote(lines: Sequence[Line]) -> list[Line]:
    """Make titles of short sentences that stand where a report begins, with text below them."""
    has_ends = sum(line.ends for line in lines) >= _MIN_ENDS
    has_news = sum(_is_over_date(lines, at, Kind.TITLE) for at in range(len(lines))) >= _MIN_NEWS
    return [
        replace(line, kind=Kind.TITLE)
        if (has_ends and _begins_report(lines, at)) or (has_news and _reads_as_title(lines, at))
        else line
        for at, line in enumerate(lines)
    ]


def _begins_report(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a sentence stands between the end of a report and a paragraph."""
    if lines[at].kind is not Kind.SENTENCE or lines[at].ends:
        return False
    before = lines[at - 1] if at else None
    opens = before is None or before.ends or before.kind is Kind.SECTION
    return opens and at + 1 < len(lines) and lines[at + 1].kind in (Kind.BODY, Kind.SENTENCE)


def _reads_as_title(lines: Sequence[Line], at: int) -> bool:
    """Tell whether an English sentence stands, as titles do, over a dated paragraph."""
    line = lines[at]
    if not _is_over_date(lines, at, Kind.SENTENCE) or line.lang != "en":
        return False
    long_enough = n_words(line.text) >= _MIN_WORDS and not line.ends
    return line.gap and long_enough and _GOES_BACK.match(line.text) is None


def _is_over_date(lines: Sequence[Line], at: int, kind: Kind) -> bool:
    return (
        lines[at].kind is kind
        and at + 1 < len(lines)
        and lines[at + 1].kind is Kind.BODY
        and lines[at + 1].lang == lines[at].lang
        and starts_with_date(lines[at + 1].text)
    )
