"""Which of many strings stand in a text: from the left, the longest at each place.

An automaton (Aho-Corasick) finds them in a few microseconds, but to build it for tens of
thousands of names takes a fifth of a second. For one short text a dictionary of the names is
enough: it is built in a few milliseconds, and finds the same.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

__all__ = ["LongestMatches"]

# Characters after which the automaton has paid for itself, on the safe side.
_WORTH_AN_AUTOMATON = 25_000


class LongestMatches:
    """Finds strings; the automaton is built by `prepare`, or once much has been read.

    Parameters
    ----------
    strings : none of them empty, each once
    """

    def __init__(self, strings: Sequence[str]) -> None:
        self._strings = strings
        self._read = 0

    def prepare(self) -> None:
        """Build the automaton, for many texts to come."""
        self._read = _WORTH_AN_AUTOMATON
        self._automaton  # noqa: B018  (built by being looked at)

    def find(self, text: str) -> Sequence[tuple[int, int, int]]:
        """Give position in `strings`, start and end of each match; none overlap."""
        self._read += len(text)
        if self._read < _WORTH_AN_AUTOMATON:
            return list(self._look_up(text))
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text)
        return found

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._strings, matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return dict(zip(self._strings, range(len(self._strings)), strict=True))

    @cached_property
    def _lengths(self) -> list[int]:
        """Give the lengths that strings have, the longest first."""
        return sorted(set(map(len, self._strings)), reverse=True)

    def _look_up(self, text: str) -> Iterator[tuple[int, int, int]]:
        at, positions, lengths = 0, self._positions, self._lengths
        while at < len(text):
            end = at + 1
            for length in lengths:
                # Near the end of the text the same piece is looked for again: it is as short.
                position = positions.get(piece := text[at : at + length])
                if position is not None:
                    end = at + len(piece)
                    yield position, at, end
                    break
            at = end
