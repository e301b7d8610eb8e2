"""Names of authorities, places and companies, and where a text mentions them.

All names are looked for in one pass over the text (Aho-Corasick, leftmost longest). A name
decides nothing here: a mention only says what stands where; weighing is the heads' work.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from model.longest import LongestMatches
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
_PLACES = frozenset({"country", "demonym", "capital", "city", "subdivision"})
_OFFICES = frozenset({"office", "authority"})
# What is found out about a name is remembered for as many names: more than a corpus has.
_REMEMBERED = 1 << 14


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


class _Surface:
    """What is known of a surface before it is seen in a text.

    Attributes
    ----------
    names : its readings
    placed : those of them that say where
    is_han : whether it begins with a Han character
    first_joins, last_joins : whether a letter beside it would make it part of a longer word
    is_place : whether its first reading is a place
    is_noun : whether its first reading is an office noun
    is_office : whether it needs a place to say whose it is: "watchdog", "the DPA"
    as_written : where a reading is an abbreviation, what is left of the surface by how it is
        written in a text; else None
    """

    __slots__ = (
        "as_written",
        "first_joins",
        "is_han",
        "is_noun",
        "is_office",
        "is_place",
        "last_joins",
        "names",
        "placed",
    )

    def __init__(self, names: tuple[Name, ...], written: str) -> None:
        kind = names[0].type
        self.names = names
        self.placed = tuple(name for name in names if name.jurisdiction)
        self.is_han = _is_han(written[0])
        self.first_joins, self.last_joins = written[0].isalnum(), written[-1].isalnum()
        self.is_place = kind in _PLACES
        self.is_noun = kind == "office"
        self.is_office = kind in _OFFICES and (
            any(name.type == "office" for name in names)
            or (kind == "authority" and all(name.weak for name in names))
        )
        abbreviated = any(map(_is_abbreviation, names))
        self.as_written: dict[str, _Surface | None] | None = {} if abbreviated else None

    def read(self, written: str) -> "_Surface | None":
        """Drop the readings as an abbreviation where the text has other letters."""
        if self.as_written is None:
            return self
        if written not in self.as_written:
            self.as_written[written] = self._read(written)
        return self.as_written[written]

    def _read(self, written: str) -> "_Surface | None":
        left = tuple(
            name for name in self.names if not name.surface.isupper() or name.surface == written
        )
        return _Surface(left, written) if left else None


# A span of a text and the surface that stands there.
_Match = tuple[int, int, _Surface]


class Gazetteer:
    """Names and the automaton that finds them.

    Parameters
    ----------
    names : readings; several may share one surface
    """

    def __init__(self, names: Iterable[Name]) -> None:
        by_surface: dict[str, list[str]] = {}
        for name in sorted(set(names)):
            by_surface.setdefault(lower(name.surface), []).append(_written(name))
        self._readings = {surface: "\n".join(lines) for surface, lines in by_surface.items()}

    @classmethod
    def from_readings(cls, readings: dict[str, str]) -> "Gazetteer":
        """Take names as `readings` gives them; no `Name` is made before a text mentions it.

        Raises
        ------
        ValueError : the names of a surface are no text
        """
        if not all(isinstance(lines, str) for lines in readings.values()):
            raise ValueError("names are no text; expected lines of fields with tabs between")
        gazetteer = cls(())
        gazetteer._readings = readings
        return gazetteer

    @property
    def readings(self) -> dict[str, str]:
        """Lower-case surface -> its names, one a line, their fields with tabs between.

        Tens of thousands of names take a quarter of the memory that they would take as objects.
        """
        return self._readings

    @cached_property
    def _matches(self) -> LongestMatches:
        return LongestMatches(list(self._readings))

    def prepare(self) -> None:
        """Build now what pays for itself over many texts."""
        self._matches.prepare()

    @cached_property
    def _surfaces(self) -> list[tuple[str, str]]:
        return list(self._readings.items())

    @cached_property
    def _met(self) -> dict[int, _Surface]:
        """The surfaces that have been met in texts, by their number."""
        return {}

    def _meet(self, index: int) -> _Surface:
        written, lines = self._surfaces[index]
        names = tuple(map(_name, lines.split("\n")))
        surface = self._met[index] = _Surface(names, written)
        return surface

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
        found: list[_Match] = []
        known = self._met.get
        for index, start, end in self._matches.find(lowered):
            surface = known(index) or self._meet(index)
            if surface.as_written is not None:
                left = surface.read(text[start:end])
                if left is None:
                    continue
                surface = left
            if surface.is_han:
                if end - start <= _SHORT_HAN and not on_token(start, end):
                    continue
            elif surface.first_joins and start and _joins(text[start - 1]):
                continue
            elif surface.last_joins and end < len(text) and _joins(text[end]):
                continue
            match = start, end, surface
            joined = _office_of_place(found[-1], match, text) if found else None
            if joined:
                found[-1] = joined
            else:
                found.append(match)
        # An office noun that joined no place says nothing.
        return [Mention(start, end, one.placed) for start, end, one in found if one.placed]


def lower(text: str) -> str:
    """Lower-case a text, one character for one."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


def _written(name: Name) -> str:
    return "\t".join((*name[:-1], "weak" if name.weak else ""))


def _name(line: str) -> Name:
    surface, kind, jurisdiction, region, does, weak = line.split("\t")
    return Name(surface, kind, jurisdiction, region, does, weak == "weak")


def _is_abbreviation(name: Name) -> bool:
    surface = name.surface
    return len(surface) <= _ABBREVIATION and surface[0].isascii() and surface.isupper()


def _on_token(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a token begins at `start`, or one ends at `end`."""
    at = bisect_left(tokens, start, key=lambda token: token.start)
    if at < len(tokens) and tokens[at].start == start:
        return True
    at = bisect_left(tokens, end, key=lambda token: token.end)
    return at < len(tokens) and tokens[at].end == end


def _joins(neighbour: str) -> bool:
    return neighbour.isalnum() and not _is_han(neighbour)


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _office_of_place(first: _Match, second: _Match, text: str) -> _Match | None:
    """Read "Italian watchdog" and "attorney general of Texas" as the office of the place."""
    start, gap_start, before = first
    gap_end, end, after = second
    if before.is_place:
        if after.is_office and _is_near(text[gap_start:gap_end], after):
            return start, end, _as_office(before, after)
    elif before.is_noun and after.is_place and _OF.fullmatch(text, gap_start, gap_end):
        return start, end, _as_office(after, before)
    return None


def _is_near(gap: str, office: _Surface) -> bool:
    longest = _GAP_HAN if office.is_han else _GAP_LATIN
    return len(gap) <= longest and not (_BREAK.search(gap) or _PARTING.search(gap))


@lru_cache(_REMEMBERED)
def _as_office(place: _Surface, office: _Surface) -> _Surface:
    kind = next(name.kind for name in office.names if name.type in _OFFICES)
    names = tuple(name._replace(type="office", kind=kind) for name in place.names)
    return _Surface(names, names[0].surface)
