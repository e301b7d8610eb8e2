"""Reports as they stand in the document: each title with the lines below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from serve.newsletter.candidates import Candidate
from serve.newsletter.contents import Contents
from serve.newsletter.footnotes import place_footnotes
from serve.newsletter.furniture import is_editorial, is_greeting
from serve.newsletter.keys import key
from serve.newsletter.lines import Kind, Line
from serve.newsletter.openings import is_dated, starts_with_date
from serve.newsletter.runs import heads_start, is_head
from serve.newsletter.script import Lang
from serve.newsletter.shape import is_headline

# Where this share of the reports, and of no fewer, ends with a link, the last does so too.
_MIN_ENDED_SHARE = 0.8
_MIN_ENDED = 3
# Where this share of the titles has a date right above, it is theirs and not the text's before.
_MIN_DATED_SHARE = 0.6
# A document without text is a list of headlines if it has so many.
_MIN_HEADLINES = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """One report, or one language of it.

    Parameters
    ----------
    titles : its title in each language that it has one in
    lines : its text, and the links and furniture in it until `without_furniture`
    urls : the links in and under it
    """

    titles: Mapping[Lang, str]
    lines: tuple[Line, ...]
    urls: frozenset[str] = field(default=frozenset())

    @property
    def lang(self) -> Lang:
        """The language of its first title, or else of most of its text."""
        if self.titles:
            return next(iter(self.titles))
        surplus = sum(len(line.text) * (1 if line.lang == "zh" else -1) for line in self.lines)
        return "zh" if surplus > 0 else "en"


def make_drafts(
    lines: Sequence[Line], contents: Contents, headings: Sequence[Candidate]
) -> list[Draft]:
    """Return the reports of `lines` in their order, without furniture."""
    if not headings:
        drafts = _untitled(lines[contents.stop :])
    else:
        drafts = [*_preamble(lines, contents, headings), *_titled(lines, headings)]
        drafts[-1] = _without_rest(drafts)
    drafts = [_without_furniture(draft) for draft in drafts]
    return _merged(_with_footnotes([draft for draft in drafts if not _is_editorial(draft)]))


def _titled(lines: Sequence[Line], headings: Sequence[Candidate]) -> Iterator[Draft]:
    groups = [[*own] for _, own in groupby(headings, lambda heading: heading.evidence.run)]
    tops = _tops(lines, groups)
    for own, top, stop in zip(groups, tops, [*tops[1:], len(lines)], strict=True):
        taken = {at for heading in own for at in range(*heading.span)}
        heads = _heads(lines, own[0])
        kept = [lines[at] for at in range(top, stop) if at not in taken and at not in heads]
        yield Draft({heading.lang: heading.title for heading in own}, tuple(kept))


def _heads(lines: Sequence[Line], first: Candidate) -> set[int]:
    """Return the lines over a report's title that belong to the newsletter, not to the report."""
    over = range(first.evidence.run[0], first.span[0])
    return {at for at in over if first.evidence.opens or is_head(lines[at])}


def _tops(lines: Sequence[Line], groups: Sequence[Sequence[Candidate]]) -> list[int]:
    """Return where each report begins, with the heads and perhaps a date over its title."""
    tops = [heads_start(lines, own[0].evidence.run, own[0].span[0]) for own in groups]
    dated = [top > 0 and lines[top - 1].kind is Kind.DATE for top in tops]
    if sum(dated) < _MIN_DATED_SHARE * len(tops):
        return tops
    return [top - has_date for top, has_date in zip(tops, dated, strict=True)]


def _preamble(
    lines: Sequence[Line], contents: Contents, headings: Sequence[Candidate]
) -> list[Draft]:
    """Return the text before the first title, if it is news and no greeting."""
    before = lines[contents.stop : headings[0].evidence.run[0]]
    kept = tuple(line for line in before if line.is_text and not is_greeting(line.text))
    # After a salutation, `five things this week` is no news; a paragraph that opens with a day is.
    greets = any(line.is_text and is_greeting(line.text) for line in before)
    tells = starts_with_date if greets else is_dated
    is_news = any(line.kind is Kind.BODY and tells(line.text) for line in kept)
    return [Draft({}, kept)] if is_news else []


def _untitled(lines: Sequence[Line]) -> list[Draft]:
    if not any(line.is_text for line in lines):
        return _headlines([line for line in lines if line.kind is Kind.TITLE])
    briefs = _split_at_ends(lines)
    if len(briefs) > 1 and all(is_dated(brief[0].text) for brief in briefs):
        return [Draft({}, tuple(brief)) for brief in briefs]
    return [Draft({}, tuple(lines))]


def _headlines(titles: Sequence[Line]) -> list[Draft]:
    headlines = [line for line in titles if is_headline(line.text, line.lang)]
    if len(headlines) >= _MIN_HEADLINES:
        return [Draft({line.lang: line.text}, ()) for line in headlines]
    first = {line.lang: line for line in reversed(titles)}
    rest = tuple(line for line in titles if line not in first.values())
    named: dict[Lang, str] = {lang: line.text for lang, line in first.items()}
    return [Draft(named, rest)] if named else []


def _split_at_ends(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines that are text, cut after each link."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if line.is_text:
            parts[-1].append(line)
        if line.ends and parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def _without_rest(drafts: Sequence[Draft]) -> Draft:
    """Return the last draft without what stands after its end."""
    last = drafts[-1]
    ended = [bool(draft.lines) and draft.lines[-1].ends for draft in drafts[:-1]]
    ends = [at for at, line in enumerate(last.lines) if line.ends]
    if not ends:
        return last
    after = last.lines[ends[-1] + 1 :]
    always = len(ended) + 1 >= _MIN_ENDED and sum(ended) >= _MIN_ENDED_SHARE * len(ended)
    if always or not any(line.kind in (Kind.BODY, Kind.ENTRY) for line in after):
        return replace(last, lines=last.lines[: ends[-1] + 1])
    return last


def _without_furniture(draft: Draft) -> Draft:
    lines = list(_outside_furniture(draft.lines))
    while lines and lines[-1].kind is Kind.SECTION:
        lines.pop()
    urls = frozenset(url for line in draft.lines for url in line.urls)
    return replace(draft, lines=tuple(lines), urls=urls)


def _outside_furniture(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that are neither furniture nor links nor rules."""
    within: Kind | None = None
    for line in lines:
        if line.kind is Kind.REST or (line.kind is Kind.BLOCK and within is not Kind.REST):
            within = line.kind
        elif within is Kind.BLOCK and line.kind is Kind.BODY:
            within = None
        if within is None and line.kind is not Kind.END:
            yield line


def _is_editorial(draft: Draft) -> bool:
    """Tell whether a draft is what the editors say to their readers."""
    greets = any(is_greeting(line.text) for line in draft.lines[:1])
    return greets and any(map(is_editorial, draft.titles.values()))


def _with_footnotes(drafts: Sequence[Draft]) -> list[Draft]:
    """Bring footnotes to the reports that refer to them."""
    texts = [[line.raw for line in draft.lines] for draft in drafts]
    moves = place_footnotes(texts)
    if not moves:
        return list(drafts)
    kept = [
        [line for n, line in enumerate(draft.lines) if (at, n) not in moves]
        for at, draft in enumerate(drafts)
    ]
    for (at, n), home in moves.items():
        kept[home].append(drafts[at].lines[n])
    return [replace(draft, lines=tuple(own)) for draft, own in zip(drafts, kept, strict=True)]


def _merged(drafts: Sequence[Draft]) -> list[Draft]:
    """Join drafts with the same title, and drop those that are empty."""
    merged: dict[object, Draft] = {}
    for at, draft in enumerate(drafts):
        name = tuple(map(key, draft.titles.values())) or at
        first = merged.get(name)
        merged[name] = _joined(first, draft) if first else draft
    return [draft for draft in merged.values() if draft.titles or draft.lines]


def _joined(one: Draft, other: Draft) -> Draft:
    return Draft(one.titles, one.lines + other.lines, one.urls | other.urls)
