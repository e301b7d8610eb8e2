"""The terms of an item: word n-grams, what stands in its title, and who is mentioned in it.

A term is a string; its prefix says what it is:

========== ===================================================================
`word`      a token, or two tokens of one sentence with a space between them
`^word`     the same, in the title or what stands for it
`@...`      a name of the gazetteer: what kind of body, of where, and in the title or not
`#...`      the item as a whole: its language
`%...`      a concept; with `^` in the title; with `:here` or `:abroad` by where the item
            acts; two concepts of one title joined by `+`
========== ===================================================================
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from model.concepts import Found
from model.gazetteer import Mention
from model.reading import Reading, language

__all__ = ["Term", "acts_here", "concept_terms", "concepts_of", "name_terms", "terms"]

# Where a body acts matters to the topic in this: mainland China, or elsewhere.
_HOME = "CN"
_FIRST_NAMES = 4


class Term(NamedTuple):
    """A term and the span of the read text that it stands for; a whole-item term has none."""

    term: str
    start: int
    end: int


def terms(reading: Reading) -> Iterator[Term]:
    """Yield the terms of an item, one for each occurrence."""
    yield from _ngrams(reading)
    for mention in reading.mentions:
        for term in name_terms(mention, reading.lead_end):
            yield Term(term, mention.start, mention.end)
    tongue = language(reading.text)
    yield from concept_terms(reading.concepts, reading.lead_end, reading.mentions, tongue)
    yield Term(f"#{tongue}", 0, 0)
    if reading.traditional:
        yield Term("#traditional", 0, 0)


def _ngrams(reading: Reading) -> Iterator[Term]:
    before = None
    for token in reading.tokens:
        if not token.term:
            before = None
            continue
        lead = token.end <= reading.lead_end
        yield Term(token.term, token.start, token.end)
        if lead:
            yield Term(f"^{token.term}", token.start, token.end)
        if before:
            pair = f"{before.term} {token.term}"
            yield Term(pair, before.start, token.end)
            if lead:
                yield Term(f"^{pair}", before.start, token.end)
        before = token


def concept_terms(
    found: Iterable[Found], lead_end: int, mentions: Sequence[Mention], tongue: str
) -> Iterator[Term]:
    """Yield each concept once, with the first span that shows it.

    Parameters
    ----------
    found : concepts in the order of the text
    lead_end : where the title ends
    mentions, tongue : see `acts_here`
    """
    where = "here" if acts_here(mentions, tongue) else "abroad"
    seen: dict[str, Term] = {}
    in_title: dict[str, Term] = {}
    for concept, start, end in found:
        if concept not in seen:
            seen[concept] = Term(f"%{concept}", start, end)
        if end <= lead_end and concept not in in_title:
            in_title[concept] = Term(f"%^{concept}", start, end)
    for term, start, end in (*seen.values(), *in_title.values()):
        yield Term(term, start, end)
        yield Term(f"{term}:{where}", start, end)
    for one, other in combinations(sorted(in_title), 2):
        _, start, end = in_title[one]
        yield Term(f"%^{one}+{other}", start, end)


def concepts_of(term: str) -> list[str]:
    """Name the concepts that a term of `concept_terms` tells of; none for any other term."""
    if term[0] != "%":
        return []
    return term[1:].removeprefix("^").partition(":")[0].split("+")


def acts_here(mentions: Sequence[Mention], tongue: str) -> bool:
    """Whether most of the first names are of mainland China; without names, by the language."""
    first = [mention.names[0].jurisdiction for mention in mentions[:_FIRST_NAMES]]
    if not first:
        return tongue != "en"
    return 2 * first.count(_HOME) >= len(first)


def name_terms(mention: Mention, lead_end: int) -> tuple[str, ...]:
    """Give the terms of a mention; a second one where it stands in the title."""
    name = mention.names[0]
    place = "here" if name.jurisdiction == _HOME else "abroad"
    body = f"{name.kind}:{place}" if name.kind else f"{name.type}:{place}"
    return (f"@{body}", f"@^{body}") if mention.end <= lead_end else (f"@{body}",)
