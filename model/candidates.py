"""What an item says for each jurisdiction (or region) that it names.

The features mean the same for every candidate: "an authority of it stands in the title",
"it comes first", "it is only where something happened". Their weights are therefore learned
from all rows, and hold for a country of which no row was ever seen.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from model.gazetteer import Mention, Name, lower
from model.roles import BODIES, Cue, Surroundings

__all__ = [
    "NATIONAL",
    "Candidate",
    "Located",
    "Sighting",
    "has_region",
    "jurisdiction_candidates",
    "region_candidates",
    "sightings",
]

# The region candidate "no body below the national level acts".
NATIONAL = ""

_EU_MEMBERS = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
# How far beyond the title the beginning of an item reaches, in characters.
_OPENING_CHARS = 250
# Names that are of a whole country, and of no body in it.
_WHOLE_COUNTRY = frozenset({"country", "currency", "law"})
_ACTING = frozenset({"acts", "acts at once"})
# The span of what is said by the item as a whole.
_WHOLE = (0, 0)
# Readings of a name and sets of features that are remembered: more than a corpus has.
_REMEMBERED = 1 << 14


class Located(Protocol):
    """The names of a text and where they stand."""

    @property
    def text(self) -> str:
        """The normalised text."""

    @property
    def mentions(self) -> list[Mention]:
        """The names in it."""

    @property
    def lead_end(self) -> int:
        """Where the title ends."""


class Sighting(NamedTuple):
    """A mention, and what its place and the words around it say.

    Attributes
    ----------
    aside : `dateline`, `reporter`, `newspaper` where it only says who reports, else empty
    zone : `title`, `opening` or `later`
    roles : see `model.roles.Role`
    """

    span: tuple[int, int]
    names: tuple[Name, ...]
    aside: str
    zone: str
    roles: tuple[str, ...]


class _Reading(NamedTuple):
    """What a name says of one candidate.

    Attributes
    ----------
    code : of the candidate
    kind : type of the name, with a question mark where it is weak or has several readings
    does : what the body does (data_protection, finance, ...), else empty
    """

    code: str
    kind: str
    does: str


@dataclass(slots=True)
class Candidate:
    """A jurisdiction or region and the features that speak of it.

    Attributes
    ----------
    code : ISO 3166 code, `EU`, `INTL` or `NATIONAL`
    features : feature name -> span of the read text that it stands for, the first one
    """

    code: str
    features: dict[str, tuple[int, int]] = field(default_factory=dict)
    mentions: int = 0

    def add(self, features: Iterable[str], span: tuple[int, int]) -> None:
        """Record features once each, with the first span that shows them."""
        self.features = dict.fromkeys(features, span) | self.features


def sightings(
    reading: Located, lowered: str | None = None, cues: Sequence[Cue] | None = None
) -> list[Sighting]:
    """Look at every name of an item.

    Parameters
    ----------
    reading : the item
    lowered, cues : its text in lower case and the cues in it, where they are at hand
    """
    if not reading.mentions:
        return []
    text, lead_end = reading.text, reading.lead_end
    around = Surroundings(text, lower(text) if lowered is None else lowered, cues)
    seen = []
    for start, end, names in reading.mentions:
        aside, roles = around.role(start, end, names[0].type)
        zone = _zone(start, end, lead_end)
        seen.append(Sighting((start, end), names, aside, zone, roles))
    return seen


def jurisdiction_candidates(seen: Iterable[Sighting]) -> dict[str, Candidate]:
    """Describe every jurisdiction that an item names, by code."""
    candidates = _describe(seen, _jurisdictions)
    if "EU" in candidates:
        _add_union_features(candidates)
    return candidates


def region_candidates(seen: Iterable[Sighting], jurisdiction: str) -> dict[str, Candidate]:
    """Describe every region of a jurisdiction that an item names, and `NATIONAL`."""
    candidates = _describe(seen, lambda names: _regions(names, jurisdiction))
    national = candidates.get(NATIONAL, Candidate(NATIONAL))
    described = {_national(name): span for name, span in national.features.items()}
    candidates[NATIONAL] = Candidate(NATIONAL, {"national": _WHOLE, **described})
    return candidates


def has_region(mentions: Iterable[Mention], jurisdiction: str) -> bool:
    """Whether any name is of a region of a jurisdiction."""
    for _, _, names in mentions:
        for name in names:
            if name.region and name.jurisdiction == jurisdiction:
                return True
    return False


@cache
def _national(feature: str) -> str:
    return f"national {feature}"


@lru_cache(_REMEMBERED)
def _jurisdictions(names: tuple[Name, ...]) -> tuple[_Reading, ...]:
    return _readings({name.jurisdiction: name for name in names})


@lru_cache(_REMEMBERED)
def _regions(names: tuple[Name, ...], jurisdiction: str) -> tuple[_Reading, ...]:
    readings = _readings({name.region: name for name in names if name.jurisdiction == jurisdiction})
    # Whether a local court speaks for its region differs from country to country. That the country
    # itself or its law is named says nothing of who acts in it.
    return tuple(
        one._replace(does=f"court of {jurisdiction}") if one.does == "court" else one
        for one in readings
        if one.code or one.kind not in _WHOLE_COUNTRY
    )


def _readings(by_code: Mapping[str, Name]) -> tuple[_Reading, ...]:
    return tuple(
        _Reading(code, name.type + ("?" if name.weak or len(by_code) > 1 else ""), name.kind)
        for code, name in by_code.items()
    )


def _describe(
    seen: Iterable[Sighting], readings_of: Callable[[tuple[Name, ...]], tuple[_Reading, ...]]
) -> dict[str, Candidate]:
    candidates: dict[str, Candidate] = {}
    total = 0
    first: dict[str, tuple[tuple[int, int], list[str]]] = {}
    for span, names, aside, zone, roles in seen:
        readings = readings_of(names)
        if not aside and (bodies := [code for code, kind, _ in readings if kind in BODIES]):
            first.setdefault("first body", (span, bodies))
            if not _ACTING.isdisjoint(roles):
                first.setdefault("first acting body", (span, bodies))
        for code, kind, does in readings:
            features = (aside,) if aside else _features(kind, does, zone, roles, total == 0)
            candidate = candidates.get(code)
            if candidate is None:
                candidate = candidates[code] = Candidate(code, dict.fromkeys(features, span))
            else:
                candidate.add(features, span)
            candidate.mentions += not aside
        total += bool(readings) and not aside
    for feature, (span, bodies) in first.items():
        for code in bodies:
            candidates[code].add((feature,), span)
    _compare(candidates, total)
    return candidates


def _compare(candidates: Mapping[str, Candidate], total: int) -> None:
    """Tell how candidates stand beside each other: by mentions, and by who has a body."""
    for candidate in candidates.values():
        if candidate.mentions:
            _add_share(candidate, total)
    with_body = {code for code, candidate in candidates.items() if _has_body(candidate)}
    if not with_body:
        return
    having = "only body" if len(with_body) == 1 else "a body of several"
    for code, candidate in candidates.items():
        candidate.add((having if code in with_body else "no body beside one",), _WHOLE)


def _zone(start: int, end: int, lead_end: int) -> str:
    if end <= lead_end:
        return "title"
    return "opening" if start <= lead_end + _OPENING_CHARS else "later"


@lru_cache(_REMEMBERED)
def _features(
    kind: str, does: str, zone: str, roles: tuple[str, ...], first: bool
) -> tuple[str, ...]:
    """Name what a mention says of a candidate."""
    features = ["named", kind, f"{kind} {zone}"]
    if first:
        features.append(f"{kind} first")
    for role in roles:
        features.append(f"{kind} {role}")
        if zone == "title":
            features.append(f"{kind} {role} title")
    if does:
        features.append(f"{kind} {does}")
    return tuple(features)


def _add_share(candidate: Candidate, total: int) -> None:
    share = candidate.mentions / total
    if share == 1:
        candidate.add(("alone",), _WHOLE)
    elif share >= 0.5:
        candidate.add(("most",), _WHOLE)
    elif share < 0.2:
        candidate.add(("few",), _WHOLE)


def _add_union_features(candidates: dict[str, Candidate]) -> None:
    """Tell a member state beside the Union's bodies from one without."""
    union = candidates["EU"]
    members = [one for code, one in candidates.items() if code in _EU_MEMBERS]
    for member in members:
        member.add(("beside EU",), _WHOLE)
        if _has_body(member):
            member.add(("body beside EU",), _WHOLE)
            union.add(("beside a member's body",), _WHOLE)
    if members:
        union.add(("beside a member",), _WHOLE)


def _has_body(candidate: Candidate) -> bool:
    return not BODIES.isdisjoint(candidate.features)
