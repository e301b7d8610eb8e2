"""Which titles head reports, judged by how this document marks its titles."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from serve.newsletter.candidates import Candidate, find_candidates
from serve.newsletter.contents import Contents
from serve.newsletter.lines import Kind, Line
from serve.newsletter.markup import LEVELS, Look
from serve.newsletter.script import Lang, size
from serve.newsletter.shape import is_headline

_LANGS: tuple[Lang, ...] = ("zh", "en")
# Marks that a document gives all its titles, the higher first.
_LOOKS: tuple[Look, ...] = (*LEVELS, "linked", "bracket", "bold", "numbered", "marked")
# Two make a newsletter; one is the headline of an article.
_MIN_REPORTS = 2
# Of the titles that look alike, this share must read like news if all are to head reports.
_MIN_SHARE = 0.5
# Of the blocks of text, this share must begin with a title if all such titles are to head reports.
_MIN_BLOCKS_SHARE = 0.6
# Without dates, this share of three titles or more must say who does what.
_MIN_ACTS_SHARE = 0.75
# With two titles and nothing else to go by, the second is as long as this share of the first.
_MIN_EVEN = 0.6


def find_headings(lines: Sequence[Line], contents: Contents) -> list[Candidate]:
    """Return the headings of the reports of `lines`, in their order.

    No title heads a report by itself: the table of contents, marks that all titles share, the
    ends of reports or the way their texts begin must agree on it. An article keeps its inner
    titles.
    """
    candidates = find_candidates(lines, contents)
    runs = {candidate.evidence.run for candidate in _accept(lines, candidates)}
    accepted = [candidate for candidate in candidates if candidate.evidence.run in runs]
    if _is_alone(accepted):
        again = find_candidates(lines, contents, alone=True)
        return [candidate for candidate in again if candidate.evidence.run in runs]
    return accepted


def _is_alone(accepted: Sequence[Candidate]) -> bool:
    """Tell whether there is one report, in one language or in two."""
    counts = Counter(candidate.lang for candidate in accepted)
    return bool(accepted) and accepted[0].evidence.opens and max(counts.values()) == 1


def _accept(lines: Sequence[Line], candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    is_newsletter = any(line.kind is Kind.SECTION for line in lines)
    n_ends = sum(line.ends for line in lines)
    for lang in _LANGS:
        own = [candidate for candidate in candidates if candidate.lang == lang]
        yield from (
            _by_contents(own)
            or _by_look(lines, own, is_newsletter)
            or _by_blocks(lines, own)
            or [*_by_place(own, is_newsletter or n_ends >= _MIN_REPORTS)]
            + _by_text(own, is_newsletter)
        )


def _by_contents(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Take what the table of contents names, and what it forgot but everything else shows."""
    if sum(candidate.listed for candidate in candidates) < _MIN_REPORTS:
        return []
    return [candidate for candidate in candidates if candidate.listed or _is_forgotten(candidate)]


def _is_forgotten(candidate: Candidate) -> bool:
    evidence = candidate.evidence
    placed = (evidence.marked or candidate.turns) and not evidence.trailing
    reads_as_news = evidence.dated or (evidence.newsy and candidate.is_act)
    return placed and reads_as_news and candidate.is_headline


def _by_look(
    lines: Sequence[Line], candidates: Sequence[Candidate], is_newsletter: bool
) -> list[Candidate]:
    """Take the titles of the first look that several reports share."""
    for look in _LOOKS:
        alike = [c for c in candidates if c.look == look and not c.evidence.trailing]
        headlines = [c for c in alike if c.is_headline]
        under_headline = any(c.evidence.opens and c.look != look for c in candidates)
        if _head_reports(headlines, is_newsletter, under_headline) or (
            _are_all_titles(alike) and not _has_headline(lines, candidates)
        ):
            return alike if look.startswith("h") else headlines
    return []


def _are_all_titles(alike: Sequence[Candidate]) -> bool:
    """Tell whether all of several that look alike are headlines; if numbered, from 1 up."""
    numbers = [candidate.number for candidate in alike]
    counts_up = numbers == [*range(1, len(numbers) + 1)]
    in_order = counts_up or not any(c.look == "numbered" for c in alike)
    return len(alike) > _MIN_REPORTS and in_order and all(c.is_headline for c in alike)


def _has_headline(lines: Sequence[Line], candidates: Sequence[Candidate]) -> bool:
    """Tell whether a headline opens the document: what it heads is an article, in parts."""
    first = next((c for c in candidates if c.evidence.opens), None)
    if first is None:
        return False
    over = lines[slice(first.evidence.run[0], first.span[0])]
    looks = Counter(candidate.look for candidate in candidates)
    return (first.is_headline and looks[first.look] == 1) or any(
        line.kind is Kind.TITLE and is_headline(line.text, line.lang) for line in over
    )


def _head_reports(
    headlines: Sequence[Candidate], is_newsletter: bool, under_headline: bool
) -> bool:
    """Tell whether titles that look alike head reports, not the parts of an article."""
    if len(headlines) < _MIN_REPORTS:
        return False
    if under_headline:
        several = len(headlines) > _MIN_REPORTS
        all_dated = all(c.is_dated for c in headlines)
        return _share(headlines, _is_placed) or (several and all_dated)
    return (
        _share(headlines, lambda c: c.is_dated or _is_placed(c))
        or (is_newsletter and _share(headlines, lambda c: c.evidence.newsy or c.is_act))
        or _tell_deeds(headlines)
    )


def _tell_deeds(headlines: Sequence[Candidate]) -> bool:
    """Tell whether there are several titles, and nearly all say who does what."""
    return len(headlines) > _MIN_REPORTS and _share(headlines, lambda c: c.is_act, _MIN_ACTS_SHARE)


def _is_placed(candidate: Candidate) -> bool:
    return candidate.evidence.marked or candidate.turns or candidate.listed


def _share(
    candidates: Sequence[Candidate],
    holds: Callable[[Candidate], bool],
    at_least: float = _MIN_SHARE,
) -> bool:
    return sum(map(holds, candidates)) >= at_least * len(candidates)


def _by_blocks(lines: Sequence[Line], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Take the titles that have their text right below and space above, if most text has one.

    Half of them must read like news, or they are what heads the parts of an article.
    """
    titles = [c for c in candidates if _heads_block(lines, c)]
    n_blocks = sum(line.gap and line.is_text and line.kind is not Kind.DATE for line in lines)
    # Over the first title stands a masthead or a greeting; a headline stands over nothing.
    if not titles or titles[0].span[0] == 0 or not _are_all_titles(titles):
        return []
    if len(titles) < _MIN_BLOCKS_SHARE * (len(titles) + n_blocks):
        return []
    return titles if _share(titles, _reads_like_news) else []


def _reads_like_news(candidate: Candidate) -> bool:
    return candidate.is_act or candidate.is_dated or candidate.evidence.newsy


def _heads_block(lines: Sequence[Line], candidate: Candidate) -> bool:
    start, stop = candidate.span
    apart = lines[start].gap and lines[stop].is_text and not lines[stop].gap
    return apart and candidate.is_headline and not candidate.evidence.trailing


def _by_place(candidates: Sequence[Candidate], several: bool) -> Iterator[Candidate]:
    """Yield the first title, and those that stand where a report ends or the language turns."""
    for candidate in candidates:
        evidence = candidate.evidence
        placed = candidate.turns or (evidence.marked and (several or evidence.dated))
        if evidence.opens or candidate.listed:
            yield candidate
        elif placed and candidate.is_headline and not evidence.trailing:
            yield candidate


def _by_text(candidates: Sequence[Candidate], is_newsletter: bool) -> list[Candidate]:
    """Take the titles over text that begins as news does, if most do; or that all say deeds."""
    alike = [c for c in candidates if c.look == candidates[0].look]
    titles = [c for c in alike if c.is_headline and not c.evidence.trailing]
    if _tell_deeds(titles):
        return [c for c in titles if c.is_act or c.evidence.newsy]
    dated = [c for c in titles if c.is_dated]
    if len(dated) < _MIN_REPORTS or not _share(titles, lambda c: c.is_dated):
        return []
    if len(titles) == _MIN_REPORTS and not is_newsletter and not _are_even(titles):
        return []
    return [c for c in titles if c.is_dated or c.evidence.newsy]


def _are_even(titles: Sequence[Candidate]) -> bool:
    first, second = (size(c.title, c.lang) for c in titles)
    return second >= _MIN_EVEN * first
