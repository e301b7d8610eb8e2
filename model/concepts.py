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

from model.roles import CUES, Cue

__all__ = ["Concepts", "Found", "Pattern", "in_order"]


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
    def _automaton(self) -> tuple[AhoCorasick, list[tuple[str, bool, bool]]]:
        """The automaton, and for each pattern its concept and where a word has to begin or end.

        It finds the cues of `model.roles` too, so that a text is gone through once for both.
        """
        texts = [pattern.text.rstrip("*") for pattern in self.patterns]
        rules = []
        for concept, text in self.patterns:
            latin = text[0].isascii() and text[0].isalnum()
            rules.append((concept, latin, latin and not text.endswith("*")))
        return AhoCorasick([*texts, *CUES], matchkind=MatchKind.Standard), rules

    def find(self, lowered: str) -> list[Found]:
        """Find the concepts in a lower-case normalised text, in the order of the text."""
        found = [Found(*one) for one in self.spans_and_cues(lowered)[0]]
        return sorted(found, key=in_order)

    def spans_and_cues(self, lowered: str) -> tuple[list[tuple[str, int, int]], list[Cue]]:
        """Find the same as `find` and as `find_cues`, as plain tuples in no certain order."""
        automaton, rules = self._automaton
        found: list[tuple[str, int, int]] = []
        cues: list[Cue] = []
        n_rules, length = len(rules), len(lowered)
        for index, start, end in automaton.find_matches_as_indexes(lowered, overlapping=True):
            if index >= n_rules:
                cues.append((index - n_rules, start, end))
                continue
            concept, begins, ends = rules[index]
            if begins and start and _is_latin(lowered[start - 1]):
                continue
            if ends and end < length and _is_latin(lowered[end]):
                continue
            found.append((concept, start, end))
        return found, cues


def in_order(one: Found) -> tuple[int, int]:
    """Sort by this what is found: in the order of the text, the longest first."""
    return one.start, -one.end


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u3000"
