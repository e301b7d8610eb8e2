"""Bilingual concepts: words of either language that say the same of an item.

罚款 and "fined" are one concept, 医院 and "hospital" another. What a concept learns from rows
in one language holds for the other, and pairs of concepts in one headline (a penalty and data;
a rule and banks) say what no single word can. Which concepts there are, and by which words
they are known, stands in `data/concepts.csv`.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

__all__ = ["Concepts", "Found", "Pattern"]


class Pattern(NamedTuple):
    """A word or phrase that shows a concept.

    Attributes
    ----------
    concept : name of the concept
    text : lower-case normalised text; Latin words stand alone in a text, but for a pattern
        that ends in `*`, which is the beginning of a word
    """

    concept: str
    text: str


class Found(NamedTuple):
    """A concept and the span of the normalised text that shows it."""

    concept: str
    start: int
    end: int


class Concepts:
    """Patterns and the automaton that finds them all, overlapping ones too.

    Parameters
    ----------
    patterns : several may share a concept or a text
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(sorted(set(patterns)))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        texts = [pattern.text.rstrip("*") for pattern in self.patterns]
        return AhoCorasick(texts, matchkind=MatchKind.Standard)

    def find(self, lowered: str) -> list[Found]:
        """Find the concepts in a lower-case normalised text, in the order of the text."""
        if not self.patterns:
            return []
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            pattern = self.patterns[index]
            if _stands_alone(pattern.text, lowered, start, end):
                found.append(Found(pattern.concept, start, end))
        return sorted(found, key=lambda one: (one.start, -one.end))


def _stands_alone(pattern: str, text: str, start: int, end: int) -> bool:
    if not pattern[0].isascii() or not pattern[0].isalnum():
        return True
    if start and _is_latin(text[start - 1]):
        return False
    return pattern.endswith("*") or end == len(text) or not _is_latin(text[end])


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u3000"
