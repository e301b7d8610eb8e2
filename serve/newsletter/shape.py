"""What the length and the punctuation of a line say: a title, a sentence, a paragraph."""

import re

from serve.newsletter.openings import is_act, is_dated, starts_with_date
from serve.newsletter.script import Lang, size

_STOPS = ".。"
_CLOSERS = "”\"'’)）」』》】]*_ "
_OPEN_ENDS = ",，;；:：、-–—"
_ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Ltd|Corp|Co|etc|plc|v|vs|No|Art|Sec|St|Dr|Jr|cf)"
    r"|\b[A-Z](?:\.[A-Z])*|[ap]\.m)\.$"
)
_SENTENCE_BREAK = re.compile(r"[^\W\dA-Z][^\W\dA-Z][\w)”\"’]*[.] [\"“(]?[A-Z]|。\S")
_SMALL_START = re.compile(r"[a-z](?![a-z]{0,3}[A-Z])")
# The shortest and longest titles, in characters for Chinese, words for English, characters for any.
_MIN_TITLE = {"zh": 2, "en": 1}
_MAX_TITLE = {"zh": 90, "en": 42}
_MAX_TITLE_CHARS = 320
# A title that ends in a full stop is shorter, or it would be taken for a paragraph.
_MAX_CLOSED = {"zh": 60, "en": 32}
# A headline says who does what; anything shorter may head a part of a report.
_MIN_HEADLINE = {"zh": 8, "en": 4}
# With a verb that headlines use, it is one from this length on.
_MIN_ACT = {"zh": 6, "en": 3}


def is_closed(text: str) -> bool:
    """Tell whether `text` ends with a full stop, and not with an abbreviation's."""
    bare = text.rstrip(_CLOSERS)
    return bare[-1:] != "" and bare[-1] in _STOPS and not _ABBREVIATION.search(bare[-12:])


def could_be_title(text: str, lang: Lang) -> bool:
    """Tell whether `text` has the length and the punctuation of one title."""
    if len(text) > _MAX_TITLE_CHARS or not _MIN_TITLE[lang] <= size(text, lang) <= _MAX_TITLE[lang]:
        return False
    if text[-1] in _OPEN_ENDS or _SMALL_START.match(text) or not _has_letters(text):
        return False
    return not starts_with_date(text) and _SENTENCE_BREAK.search(text) is None


def is_sentence(text: str, lang: Lang) -> bool:
    """Tell whether `text` is closed but so short that it may be a title with a full stop."""
    return is_closed(text) and size(text, lang) <= _MAX_CLOSED[lang] and not is_dated(text)


def is_headline(text: str, lang: Lang) -> bool:
    """Tell whether `text` is long enough to say who did what."""
    length = size(text, lang)
    return length >= _MIN_HEADLINE[lang] or (length >= _MIN_ACT[lang] and is_act(text))


def _has_letters(text: str) -> bool:
    return any(c.isalpha() for c in text)
