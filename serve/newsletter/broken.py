"""Titles that are broken over several rows, put together again."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from serve.newsletter.furniture import furniture
from serve.newsletter.keys import key, without_page
from serve.newsletter.links import is_end_mark, split_end_mark
from serve.newsletter.markup import opens_entry
from serve.newsletter.openings import is_date, is_dated
from serve.newsletter.rows import Row, join
from serve.newsletter.script import language, n_words, size
from serve.newsletter.sections import is_masthead, is_section
from serve.newsletter.shape import could_be_title, is_closed

# A row that ends so goes on in the next.
_UNFINISHED = ("、", "，", ",", "-", "—", "《", "（", "“") + tuple(
    f" {word}"
    for word in "a an and as at by for from in into of on or over the to under with".split()
)
# The first part of a broken title is at least this long; a single word is a section head.
_MIN_PART = {"zh": 4, "en": 2}
# More short rows than this, with no blank row between them, are a list.
_MAX_ROWS = 3
# No title is longer, in characters.
_MAX_CHARS = 320
# A name in Latin letters, such as APP, may be all that is left of a Chinese title.
_MAX_LEFT_WORDS = 2
# In a document where this share of the rows stands apart, rows that do not belong together.
_MIN_APART_SHARE = 0.5
# A report's text, unlike the rest of its title, opens with a date; where it ends, in characters.
_MAX_DATE_CHARS = 24
# A paragraph is at least this long, in characters.
_MIN_NEWS_CHARS = 60
# The first part of a broken title fills its row, so it is no shorter than this share of the rest.
_MIN_SHARE = 0.7
# Rows that start so are whole as they are.
_MARKS = "#|*_【["


def join_broken_titles(rows: Sequence[Row]) -> list[Row]:
    """Return `rows` with the rows of each broken title joined."""
    joined: list[Row] = []
    for row, is_loose, is_over in zip(rows, _loose(rows), _over_news(rows), strict=True):
        one = joined[-1].text if joined and not row.gap else ""
        if one and _is_broken(one, row.text, is_loose, is_over):
            joined[-1] = joined[-1]._replace(text=join((joined[-1].text, row.text)))
        else:
            joined.append(row)
    return joined


def _loose(rows: Sequence[Row]) -> list[bool]:
    """Tell for each row whether it stands under another for no other reason than its length.

    Not so in a list, nor where the row comes again, nor where no blank rows part the reports.
    """
    apart = sum(row.gap for row in rows) >= _MIN_APART_SHARE * len(rows)
    counts = Counter(key(row.text) for row in rows)
    return [
        apart and n_short <= _MAX_ROWS and counts[key(row.text)] == 1
        for row, n_short in zip(rows, _n_short(rows), strict=True)
    ]


def _over_news(rows: Sequence[Row]) -> list[bool]:
    """Tell for each row whether a paragraph stands apart below it and opens with a date."""
    below = [row.gap and len(row.text) >= _MIN_NEWS_CHARS and is_dated(row.text) for row in rows]
    return [*below[1:], False][: len(below)]


def _n_short(rows: Sequence[Row]) -> list[int]:
    """Count for each row the short rows that it stands among without a blank row."""
    blocks = list(accumulate(row.gap for row in rows))
    counts = Counter(
        block for row, block in zip(rows, blocks, strict=True) if len(row.text) <= _MAX_CHARS
    )
    return [counts[block] for block in blocks]


def _is_broken(row: str, following: str, is_loose: bool, is_over: bool) -> bool:
    if len(row) + len(following) > _MAX_CHARS:
        return False
    goes_on = row.endswith(_UNFINISHED) or following[0].islower()
    ends = row[-1] in ":：" or is_closed(following)
    may_go_on = (
        is_loose
        and len(row) >= _MIN_SHARE * len(following)
        and (is_over or not ends)
        and _could_go_on(row, following)
    )
    return (goes_on or may_go_on) and _is_one_title(row, following)


def _is_one_title(row: str, following: str) -> bool:
    both = join((row, following))
    same = language(row) == language(following) or n_words(following) <= _MAX_LEFT_WORDS
    return (
        same
        and not is_closed(row)
        and without_page(row) == row
        and not opens_entry(following)
        and not is_dated(following[:_MAX_DATE_CHARS])
        and could_be_title(both, language(both))
        and not split_end_mark(row)[1]
        and not any(map(_stands_alone, (row, following)))
    )


def _could_go_on(row: str, following: str) -> bool:
    """Tell whether a row may be the first part of a title, though nothing shows that it is."""
    lang = language(row)
    is_plain = row[0] not in _MARKS and following[0] not in _MARKS
    return is_plain and size(row, lang) >= _MIN_PART[lang]


def _stands_alone(text: str) -> bool:
    return (
        is_end_mark(text)
        or is_section(text)
        or is_masthead(text)
        or is_date(text)
        or furniture(text) is not None
    )
