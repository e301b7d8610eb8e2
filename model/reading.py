"""One item as the model reads it: its fields normalised, their tokens, and the names in them."""

import re
from dataclasses import dataclass

from model.concepts import Concepts, Found
from model.gazetteer import Gazetteer, Mention, lower
from model.normalise import Normalised, normalise
from model.tokens import HAN_RUN, Token, tokenise

__all__ = [
    "MAX_CHARS",
    "Reader",
    "Reading",
    "language",
    "language_of",
    "lead_end",
    "raw_span",
    "read",
    "stops_at",
]

# What an item is about is said at its beginning. A longer text is read up to here (characters).
MAX_CHARS = 20_000
# A first line, or else a first sentence, up to this many characters stands for a missing title.
_LEAD_CHARS = 160
_LEAD_END = re.compile(r"\n|。|!|\?|\.(?=\s)")
_LATIN = re.compile("[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model sees of one item.

    Attributes
    ----------
    text : the normalised title (if any), a newline, and the normalised text
    tokens : the tokens of `text`
    mentions : the names in `text`
    concepts : the concepts that words of `text` show
    lead_end : where the title, or what stands for it, ends in `text`
    split : where the text field begins in `text`; 0 without a title
    traditional : whether the item was written in Traditional Chinese
    fields : the normalised title (or None) and text, for the way back to raw offsets
    """

    text: str
    tokens: list[Token]
    mentions: list[Mention]
    concepts: list[Found]
    lead_end: int
    split: int
    traditional: bool
    fields: tuple[Normalised | None, Normalised]

    def raw_span(self, start: int, end: int) -> tuple[str, int, int]:
        """Map a span of `text` to a field, `title` or `text`, and a span of it as it was given."""
        return raw_span(self.fields, self.split, start, end)


@dataclass(frozen=True, slots=True)
class Reader:
    """What is looked for in every text: names and concepts."""

    gazetteer: Gazetteer
    concepts: Concepts


def read(reader: Reader, text: str, title: str | None = None) -> Reading:
    """Read one item.

    Parameters
    ----------
    reader : the names and concepts to look for
    text : raw text; only the first `MAX_CHARS` characters are read
    title : raw title, if the item has one apart from its text
    """
    body = normalise(text[:MAX_CHARS])
    head = normalise(title[:MAX_CHARS]) if title and title.strip() else None
    split = len(head.text) + 1 if head else 0
    joined = f"{head.text}\n{body.text}" if head else body.text
    tokens = tokenise(joined)
    return Reading(
        text=joined,
        tokens=tokens,
        mentions=reader.gazetteer.find(joined, tokens),
        concepts=reader.concepts.find(lower(joined)),
        lead_end=split - 1 if head else lead_end(joined),
        split=split,
        traditional=body.folded or (head is not None and head.folded),
        fields=(head, body),
    )


def language(text: str) -> str:
    """Tell `zh`, `en` or `zh+en` by the share of Han characters among letters.

    A Han character weighs three letters, about the length of its word in English.
    """
    return language_of(text, sum(map(len, HAN_RUN.findall(text))))


def language_of(text: str, n_han: int) -> str:
    """Tell the same as `language`, given how many Han characters the text has."""
    if not n_han:
        return "en" if _LATIN.search(text) else "zh"
    latin = sum(map(len, _LATIN.findall(text)))
    if 12 * n_han < latin:
        return "en"
    return "zh+en" if latin > 6 * n_han else "zh"


def raw_span(
    fields: tuple[Normalised | None, Normalised], split: int, start: int, end: int
) -> tuple[str, int, int]:
    """Map a span of title and text, joined, to one of the two and a span of it as it was given."""
    title, text = fields
    if title is not None and end <= split:
        return "title", *title.raw_span(start, end)
    return "text", *text.raw_span(start - split, end - split)


def lead_end(text: str) -> int:
    """Find where that ends in a text that stands for a missing title."""
    begin = len(text) - len(text.lstrip())
    end = _LEAD_END.search(text, begin)
    return min(end.start() if end else len(text), begin + _LEAD_CHARS)


def stops_at(text: str, position: int) -> bool:
    """Whether a line or a sentence ends at a position: no token lies across it."""
    return _LEAD_END.match(text, position) is not None
