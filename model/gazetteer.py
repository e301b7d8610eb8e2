"""Names of authorities, places and companies, and where a text mentions them.

All names are looked for in one pass over the text (Aho-Corasick, leftmost longest). A name
decides nothing here: a mention only says what stands where; weighing is the heads' work.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from operator import lt
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from model.tokens import Token

__all__ = ["Gazetteer", "Mention", "Name", "lower"]

# A Chinese name this short can stand by chance across two words, as 中国 does in 发展中国家.
_SHORT_HAN = 3
# An all-capital name this short is an abbreviation: "US" is a name, "us" is a word.
_ABBREVIATION = 6
# What may stand between a place and the office noun that makes it an authority, in characters:
# "Italy's privacy watchdog", "浙江省绍兴市网信办".
_GAP_HAN = 4
_GAP_LATIN = 24
_OF = re.compile(r" (?:of|for|in) (?:the )?(?:State of |Republic of )?")
_PARTING = re.compile(r"\b(?:for|to|and|in|of|a|an|with|by|on|over)\b")
_BREAK = re.compile(r"[,.;:!?。、()\n\"“”]")
_WORD = re.compile(r"[^\W_]")
_PLACES = frozenset({"country", "demonym", "capital", "city", "subdivision"})
_OFFICES = frozenset({"office", "authority"})


class Name(NamedTuple):
    """One reading of a name.

    Attributes
    ----------
    surface : the name as it is written, in normalised text
    type : authority, country, demonym, capital, city, subdivision, law, currency, company,
        source (a newspaper or an agency) or office (a noun such as watchdog or 检察长)
    jurisdiction : code, empty for an office
    region : ISO 3166-2 code or empty
    kind : what an authority or an office does (data_protection, finance, ...), else empty
    weak : whether the name is also an ordinary word or is shared with others
    """

    surface: str
    type: str
    jurisdiction: str
    region: str = ""
    kind: str = ""
    weak: bool = False


class Mention(NamedTuple):
    """A span of the normalised text and the readings of the name that stands there."""

    start: int
    end: int
    names: tuple[Name, ...]

    @property
    def type(self) -> str:
        """The type of the first reading."""
        return self.names[0].type


class Gazetteer:
    """Names and the automaton that finds them.

    Parameters
    ----------
    names : readings; several may share one surface
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(names)
        # Those of a model version are in order already: to see that is cheaper than to sort.
        if not all(map(lt, self.names, self.names[1:])):
            self.names = tuple(sorted(set(self.names)))

    @cached_property
    def _readings(self) -> dict[str, tuple[Name, ...]]:
        readings: dict[str, list[Name]] = {}
        for name in self.names:
            readings.setdefault(lower(name.surface), []).append(name)
        return {surface: tuple(names) for surface, names in readings.items()}

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, list[tuple[tuple[Name, ...], bool]]]:
        """The automaton, and for each surface its readings and whether one is an abbreviation."""
        automaton = AhoCorasick(list(self._readings), matchkind=MatchKind.LeftmostLongest)
        readings = self._readings.values()
        return automaton, [(names, any(map(_is_abbreviation, names))) for names in readings]

    def find(self, text: str, tokens: Sequence[Token]) -> list[Mention]:
        """Find the names that a normalised text mentions.

        Parameters
        ----------
        text : normalised text
        tokens : its tokens; a short Chinese name has to begin or end with one of them

        Returns
        -------
        mentions that do not overlap, in the order of the text; a place that is followed by an
        office noun, and an office noun "of" a place, stand as one mention of type `office`
        """
        return self.find_in(text, lower(text), lambda start, end: _on_token(tokens, start, end))

    def find_in(
        self, text: str, lowered: str, on_token: Callable[[int, int], bool]
    ) -> list[Mention]:
        """Find the same as `find`, given what a text is in lower case and a look at its tokens.

        Parameters
        ----------
        on_token : whether a token begins at the first offset, or one ends at the second
        """
        automaton, readings = self._automaton
        found = []
        for index, start, end in automaton.find_matches_as_indexes(lowered):
            names, abbreviated = readings[index]
            if abbreviated:
                names = _readable(names, text, start, end)
                if not names:
                    continue
            if _is_han(text[start]):
                if end - start > _SHORT_HAN or on_token(start, end):
                    found.append(Mention(start, end, names))
            elif _stands_alone(text, start, end):
                found.append(Mention(start, end, names))
        return _join_offices(found, text)


def lower(text: str) -> str:
    """Lower-case a text, one character for one."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


def _readable(names: tuple[Name, ...], text: str, start: int, end: int) -> tuple[Name, ...]:
    """Drop the readings as an abbreviation where the text has other letters."""
    written = text[start:end]
    return tuple(name for name in names if not name.surface.isupper() or name.surface == written)


def _is_abbreviation(name: Name) -> bool:
    surface = name.surface
    return len(surface) <= _ABBREVIATION and surface[0].isascii() and surface.isupper()


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start and text[start].isalnum() else " "
    after = text[end] if end < len(text) and text[end - 1].isalnum() else " "
    return not (_joins(before) or _joins(after))


def _on_token(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a token begins at `start`, or one ends at `end`."""
    at = bisect_left(tokens, start, key=lambda token: token.start)
    if at < len(tokens) and tokens[at].start == start:
        return True
    at = bisect_left(tokens, end, key=lambda token: token.end)
    return at < len(tokens) and tokens[at].end == end


def _joins(neighbour: str) -> bool:
    return _WORD.match(neighbour) is not None and not _is_han(neighbour)


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _join_offices(found: list[Mention], text: str) -> list[Mention]:
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        merged = last and _office_of_place(last, mention, text)
        if merged:
            joined[-1] = merged
        else:
            joined.append(mention)
    return [placed for mention in joined if (placed := _with_place(mention))]


def _with_place(mention: Mention) -> Mention | None:
    """Keep the readings that say where; an office noun that joined no place says nothing."""
    if all(name.jurisdiction for name in mention.names):
        return mention
    names = tuple(name for name in mention.names if name.jurisdiction)
    return mention._replace(names=names) if names else None


def _office_of_place(first: Mention, second: Mention, text: str) -> Mention | None:
    """Read "Italian watchdog" and "attorney general of Texas" as the office of the place."""
    before, after = first.names[0].type, second.names[0].type
    if before in _PLACES and after in _OFFICES and _is_office(second):
        gap = text[first.end : second.start]
        longest = _GAP_HAN if _is_han(text[second.start]) else _GAP_LATIN
        if len(gap) <= longest and not (_BREAK.search(gap) or _PARTING.search(gap)):
            return _as_office(first, second, first.start, second.end)
    if before == "office" and after in _PLACES and _OF.fullmatch(text, first.end, second.start):
        return _as_office(second, first, first.start, second.end)
    return None


def _is_office(mention: Mention) -> bool:
    """Whether a mention needs a place to say whose it is: "watchdog", "the DPA"."""
    return any(name.type == "office" for name in mention.names) or (
        mention.type == "authority" and all(name.weak for name in mention.names)
    )


def _as_office(place: Mention, office: Mention, start: int, end: int) -> Mention:
    kind = next(name.kind for name in office.names if name.type in _OFFICES)
    names = (name._replace(type="office", kind=kind) for name in place.names)
    return Mention(start, end, tuple(names))
