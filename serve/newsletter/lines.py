"""The lines of a document, each with what it can be."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from serve.newsletter.broken import join_broken_titles
from serve.newsletter.columns import split_columns
from serve.newsletter.furniture import Furniture, furniture
from serve.newsletter.glosses import drop_glosses
from serve.newsletter.keys import without_page
from serve.newsletter.links import is_end_mark, split_end_mark, urls
from serve.newsletter.markup import LEVELS, Look, read_markup
from serve.newsletter.openings import is_date
from serve.newsletter.pages import drop_page_furniture
from serve.newsletter.rows import Row, mark_underlined, read_rows
from serve.newsletter.runin import split_run_in
from serve.newsletter.script import Lang, language
from serve.newsletter.sections import is_masthead, is_section
from serve.newsletter.shape import could_be_title, is_closed, is_sentence
from serve.newsletter.wrapping import unwrap


class Kind(Enum):
    """What a line can be, as far as the line itself tells."""

    TITLE = auto()
    SENTENCE = auto()  # a short closed sentence: a body, or a title with a full stop
    BODY = auto()
    ENTRY = auto()  # of a list
    DATE = auto()
    SECTION = auto()  # a head over several reports, or the name of the newsletter
    END = auto()  # a link, (More) or a rule by itself
    BLOCK = auto()  # furniture that takes the short lines after it along
    REST = auto()  # furniture that takes all along, up to the next report


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document.

    Parameters
    ----------
    raw : the line as it stands there, without the space around it and an end mark
    text : what it says, without heading marks, emphasis, bullet and number
    gap : whether blank lines precede it
    ends : whether it is or carries an end mark
    urls : the links on it
    """

    raw: str
    text: str
    lang: Lang
    look: Look
    kind: Kind
    gap: bool
    ends: bool
    urls: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether the line can be part of a report's body and cannot be its title."""
        return self.kind in _TEXT

    @property
    def is_over_text(self) -> bool:
        """Whether the line can stand over text, as a title or as a head over titles."""
        return self.kind in (Kind.TITLE, Kind.SECTION)


# Short lines, in characters, come again and again: heads, links, rules.
_MAX_CACHED = 80
_TEXT = frozenset({Kind.BODY, Kind.SENTENCE, Kind.ENTRY, Kind.DATE})
_FURNITURE = {Furniture.BLOCK: Kind.BLOCK, Furniture.REST: Kind.REST}


def read_lines(document: str) -> list[Line]:
    """Return the lines of `document` that can belong to a report, or say where one ends."""
    rows = mark_underlined(read_rows(drop_glosses(document)))
    rows = unwrap(split_columns(drop_page_furniture(rows)))
    rows = join_broken_titles([*split_run_in(rows)])
    lines = [_line_of(row) for row in rows]
    return [line for line in lines if line is not None]


def _line_of(row: Row) -> Line | None:
    short = len(row.text) <= _MAX_CACHED
    return (_short_line if short else _line)(row.text, row.gap, row.level)


@lru_cache(maxsize=1024)
def _short_line(text: str, gap: bool, level: int) -> Line | None:
    return _line(text, gap, level)


def _line(text: str, gap: bool, level: int) -> Line | None:
    """Return the line that `text` is, None if it is furniture of one line."""
    if is_end_mark(text):
        return Line(text, text, language(text), "plain", Kind.END, gap, True, tuple(urls(text)))
    raw, ends = split_end_mark(text)
    look, title = read_markup(raw)
    look = LEVELS[level - 1] if level else look
    title = without_page(title) or raw
    found = furniture(title)
    if found is Furniture.LINE:
        return None
    lang = language(title)
    kind = _FURNITURE[found] if found else _kind(title, lang, look)
    return Line(raw, title, lang, look, kind, gap, ends, tuple(urls(text)))


def _kind(text: str, lang: Lang, look: Look) -> Kind:
    if is_date(text):
        return Kind.DATE
    if is_section(text) or is_masthead(text):
        return Kind.SECTION
    if look == "bullet":
        return Kind.ENTRY
    if not could_be_title(text, lang):
        return Kind.BODY
    if is_closed(text) and look in ("plain", "numbered"):
        return Kind.SENTENCE if is_sentence(text, lang) else Kind.BODY
    return Kind.TITLE
