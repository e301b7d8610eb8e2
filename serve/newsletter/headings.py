"""Which titles head reports, judged by how this document marks its titles."""

from collections.abc import Sequence

from serve.newsletter.candidates import Candidate, find_candidates
from serve.newsletter.contents import Contents
from serve.newsletter.lines import Kind, Line
from serve.newsletter.markup import Look
from serve.newsletter.script import Lang, size

_LANGS: tuple[Lang, ...] = ("zh", "en")
# Marks that a document gives all its titles, the higher first.
_LOOKS: tuple[Look, ...] = ("h1", "h2", "h3", "h4", "h5", "h6", "bracket", "bold", "numbered")
# Two make a newsletter; one is the headline of an article.
_MIN_REPORTS = 2
# Of the titles that look alike, this share must read like news if all are to head reports.
_MIN_SHARE = 0.5
# With two titles and nothing else to go by, the second is as long as this share of the first.
_MIN_EVEN = 0.6


def find_headings(lines: Sequence[Line], contents: Contents) -> list[Candidate]:
    """Return the headings of the reports of `lines`, in their order.

    No title heads a report by itself: the table of contents, marks that all titles share, the
    ends of reports or the way their texts begin must agree on it. An article keeps its inner
    titles.
    """
    candidates = find_candidates(lines, contents)
    accepted = _accept(lines, candidates)
    runs = {candidate.evidence.run for candidate in accepted}
    if len(runs) == 1 and accepted[0].evidence.opens:
        candidates = find_candidates(lines, contents, alone=True)
    return [candidate for candidate in candidates if candidate.evidence.run in runs]


def _accept(lines: Sequence[Line], candidates: Sequence[Candidate]) -> list[Candidate]:
    is_newsletter = any(line.kind is Kind.SECTION for line in lines)
    accepted: list[Candidate] = []
    for lang in _LANGS:
        own = [candidate for candidate in candidates if candidate.lang == lang]
        accepted += _by_contents(own) or _by_look(own, is_newsletter) or _plain(own, is_newsletter)
    return sorted(accepted, key=lambda candidate: candidate.span)


def _by_contents(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Take what the table of contents names, and what it forgot but everything else shows."""
    if sum(candidate.listed for candidate in candidates) < _MIN_REPORTS:
        return []
    return [candidate for candidate in candidates if candidate.listed or _is_forgotten(candidate)]


def _is_forgotten(candidate: Candidate) -> bool:
    evidence = candidate.evidence
    placed = (evidence.marked or candidate.turns) and not evidence.trailing
    return placed and evidence.dated and candidate.is_headline


def _by_look(candidates: Sequence[Candidate], is_newsletter: bool) -> list[Candidate]:
    """Take the titles of the first look that several reports share."""
    for look in _LOOKS:
        alike = [candidate for candidate in candidates if candidate.look == look]
        if _is_article(alike):
            return alike
        if _head_reports(alike, is_newsletter):
            return [c for c in candidates if c.look == look or c.listed]
    return []
