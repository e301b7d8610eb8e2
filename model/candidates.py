"""What an item says for each jurisdiction (or region) that it names.

The features mean the same for every candidate: "an authority of it stands in the title",
"it comes first", "it is only where something happened". Their weights are therefore learned
from all rows, and hold for a country of which no row was ever seen.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from model.gazetteer import Mention, Name

__all__ = [
    "NATIONAL",
    "Candidate",
    "Located",
    "has_region",
    "jurisdiction_candidates",
    "region_candidates",
]

# The region candidate "no body below the national level acts".
NATIONAL = ""

_EU_MEMBERS = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
_BODIES = frozenset({"authority", "office"})
_TOWNS = frozenset({"capital", "city"})
# How far beyond the title the beginning of an item reaches, in characters.
_OPENING_CHARS = 250
# How far after a name its verb, and before it its preposition, is looked for, in characters.
_VERB_CHARS = 48
_BEFORE_CHARS = 16
_CLAUSE_END = re.compile(r"[。;\n]|\.\s")

# Patterns are looked for in lower case: to ignore case costs several times as much.
_HAN_VERBS = (
    r"发布|公布|印发|出台|宣布|通报|公告|开出|开罚|罚款|处罚|重罚|处以|罚|裁定|裁决|判决|判|决定"
    r"|要求|责令|约谈|下架|禁止|封禁|叫停|启动|开展|批准|通过|表示|起诉|立案|调查|认定|征求|组织"
    r"|点名|曝光|检测|指控|和解|警告|提醒|推出|制定|修订|签署|发现|查处|下令|拟|将|发起|敦促"
)
_LATIN_VERBS = (
    r"fin(?:es?|ed|ing)|issu(?:es?|ed)|announc\w+|publish\w*|releas\w+|order(?:s|ed)|ban(?:s|ned)?"
    r"|propos\w+|adopt(?:s|ed)|approv\w+|launch\w*|rul(?:es?|ed)|settl\w+|impos\w+|penali[sz]\w+"
    r"|warn(?:s|ed)|unveil\w*|sign(?:s|ed)|pass(?:es|ed)|sue[sd]?|investigat\w+|prob(?:es?|ed|ing)"
    r"|reprimand\w*|slap(?:s|ped)|hit(?:s)?|name[sd]|tells?|told|says?|said|seeks?|sought|opens?|opened"
    r"|requires?|required|blocks?|blocked|orders?|sanction(?:s|ed)|reach(?:es|ed)|found|finds?|upheld"
    r"|calls?|called|plans?|updates?|updated|votes?|voted|charg(?:es?|ed)|secur(?:es?|ed)|will"
)
# A look at the first character spares most places of a text the list of words.
_FIRST = "".join(sorted({word[0] for word in _HAN_VERBS.split("|")}))
_VERBS = rf"(?:(?=[{_FIRST}])(?:{_HAN_VERBS})|\b(?=[a-z])(?:{_LATIN_VERBS})\b)"
_ACTS = re.compile(_VERBS)
# The verb follows at once: the name itself acts, as in "Florida passes" and 得州起诉.
_ACTS_AT_ONCE = re.compile(rf"(?:'s|’s)?(?: (?:has|have|is to|to|also))? ?{_VERBS}")
_BY = re.compile(r"(?:\b(?:by|with|from)(?: the)?[ \w]{0,4}|被|遭|由|与|向|获|经)$")
_IN = re.compile(
    r"(?:\b(?:in|at|near|across|outside|based in|headquartered in)(?: the)?"
    r"|在|位于|总部位于|设于|驻|于)\s?$"
)
_AGAINST = re.compile(
    r"(?:\b(?:against|over|on|fines?|fined|sues?|bans?)(?: the)?|对|就|指|禁止|起诉)\s?$"
)
_HOME_OF = re.compile(
    r"^(?:[- ](?:based|owned|headquartered|linked|backed|listed)\b|的?公司|企业|籍|资)"
)
_HOME_BEFORE = re.compile(
    r"(?:总部(?:设)?(?:在|于)|总部位于|注册(?:地)?(?:在|于|为)"
    r"|(?:based|headquartered|registered|incorporated) in(?: the)?)\s?$"
)
_QUOTED = re.compile(r"^(?:的|'s |’s | )?(?:指南|指引|guidelines|guidance)")
_AGENCY = r"\((?:Reuters|AP|AFP|Xinhua|Bloomberg|Kyodo|Yonhap|dpa|TASS|PTI)\)"
_DATELINE = re.compile(rf"^(?:,? ?(?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}})?,? ?){_AGENCY}")
_DASH = re.compile(r"^(?:,? ?[A-Z][a-z]{2,8}\.? \d{1,2})? ?(?:[–—]|--?) ")
_REPORTER = re.compile(r"^ ?(?:记者|特派|correspondent|bureau|reporter)")
_REPORTING = re.compile(r"reporting from(?: the)? $")
_NEWSPAPER = re.compile(r"^《[^》]{2,8}》(?:称|说|引述|报道|披露|援引)")
_ACCORDING = re.compile(r"(?<![依根])据$|according to(?: the)? ?$")
_REPORTED = re.compile(r"^.{0,8}?(?:报道|消息|[讯电](?=[,:：,]|$)|官微)")


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

    def add(self, feature: str, start: int, end: int) -> None:
        """Record a feature once, with the first span that shows it."""
        self.features.setdefault(feature, (start, end))


def jurisdiction_candidates(reading: Located) -> dict[str, Candidate]:
    """Describe every jurisdiction that an item names, by code."""
    candidates = _describe(reading, lambda name: name.jurisdiction)
    _add_union_features(candidates)
    return candidates


def region_candidates(reading: Located, jurisdiction: str) -> dict[str, Candidate]:
    """Describe every region of a jurisdiction that an item names, and `NATIONAL`."""

    def key(name: Name) -> str | None:
        return name.region if name.jurisdiction == jurisdiction else None

    candidates = _describe(reading, key)
    national = candidates.get(NATIONAL, Candidate(NATIONAL))
    described = {f"national {name}": span for name, span in national.features.items()}
    candidates[NATIONAL] = Candidate(NATIONAL, {"national": (0, 0), **described})
    return candidates


def has_region(mentions: Iterable[Mention], jurisdiction: str) -> bool:
    """Whether any name is of a region of a jurisdiction."""
    return any(
        name.region and name.jurisdiction == jurisdiction
        for mention in mentions
        for name in mention.names
    )


def _describe(reading: Located, key: Callable[[Name], str | None]) -> dict[str, Candidate]:
    candidates: dict[str, Candidate] = {}
    total = 0
    for mention in reading.mentions:
        readings = {code: name for name in mention.names if (code := key(name)) is not None}
        aside = _aside(reading.text, mention)
        if aside:
            for code in readings:
                candidates.setdefault(code, Candidate(code)).add(aside, mention.start, mention.end)
            continue
        for code, name in readings.items():
            candidate = candidates.setdefault(code, Candidate(code))
            candidate.mentions += 1
            kind = name.type + ("?" if name.weak or len(readings) > 1 else "")
            candidate.add("named", mention.start, mention.end)
            for feature in _features(reading, mention, kind, first=total == 0):
                candidate.add(feature, mention.start, mention.end)
            if name.kind:
                candidate.add(f"{kind} {name.kind}", mention.start, mention.end)
        total += bool(readings)
    for candidate in candidates.values():
        if candidate.mentions:
            _add_share(candidate, total)
    return candidates


def _aside(text: str, mention: Mention) -> str | None:
    """Tell a place that only says who reports: a dateline, a correspondent's or a newspaper's."""
    if mention.type == "source":
        return "newspaper"
    before = text[max(0, mention.start - _BEFORE_CHARS) : mention.start]
    after = text[mention.end : mention.end + _VERB_CHARS]
    lowered = before.lower(), after.lower()
    if mention.start == 0 or before.endswith("\n"):
        if _DATELINE.match(after) or (mention.type in _TOWNS and _DASH.match(after)):
            return "dateline"
    if mention.type not in _BODIES and (
        _REPORTER.match(lowered[1]) or _REPORTING.search(lowered[0])
    ):
        return "reporter"
    if _NEWSPAPER.match(after) or (_REPORTED.match(after) and _ACCORDING.search(lowered[0])):
        return "newspaper"
    return None


def _features(reading: Located, mention: Mention, kind: str, *, first: bool) -> Iterator[str]:
    yield kind
    zone = _zone(reading, mention)
    yield f"{kind} {zone}"
    if first:
        yield f"{kind} first"
    for role in _roles(reading.text, mention):
        yield f"{kind} {role}"
        if zone == "title":
            yield f"{kind} {role} title"


def _zone(reading: Located, mention: Mention) -> str:
    if mention.end <= reading.lead_end:
        return "title"
    return "opening" if mention.start <= reading.lead_end + _OPENING_CHARS else "later"


def _roles(text: str, mention: Mention) -> Iterator[str]:
    before = text[max(0, mention.start - _BEFORE_CHARS) : mention.start].lower()
    after = text[mention.end : mention.end + _VERB_CHARS].lower()
    if end := _CLAUSE_END.search(after):
        after = after[: end.start()]
    if _HOME_OF.match(after) or _HOME_BEFORE.search(before):
        yield "home"
    elif _ACTS_AT_ONCE.match(after):
        yield "acts at once"
    elif _ACTS.search(after):
        yield "acts"
    if _REPORTED.match(after) or _ACCORDING.search(before):
        yield "source"
    if _QUOTED.match(after):
        yield "quoted"
    if _BY.search(before):
        yield "by"
    elif _IN.search(before):
        yield "in"
    elif _AGAINST.search(before):
        yield "against"


def _add_share(candidate: Candidate, total: int) -> None:
    share = candidate.mentions / total
    if share == 1:
        candidate.add("alone", 0, 0)
    elif share >= 0.5:
        candidate.add("most", 0, 0)
    elif share < 0.2:
        candidate.add("few", 0, 0)


def _add_union_features(candidates: dict[str, Candidate]) -> None:
    """Tell a member state beside the Union's bodies from one without."""
    union = candidates.get("EU")
    if union is None:
        return
    members = [one for code, one in candidates.items() if code in _EU_MEMBERS]
    for member in members:
        member.add("beside EU", 0, 0)
        if _has_body(member):
            member.add("body beside EU", 0, 0)
            union.add("beside a member's body", 0, 0)
    if members:
        union.add("beside a member", 0, 0)


def _has_body(candidate: Candidate) -> bool:
    return not _BODIES.isdisjoint(candidate.features)
