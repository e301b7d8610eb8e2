"""Finding the Chinese and the English version of one report."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from serve.newsletter.anchors import anchors, is_sure
from serve.newsletter.drafts import Draft

# Chinese draft, English draft: their places among all drafts.
Pair = tuple[int, int]
# Chinese draft -> English draft -> what they share, from 0 to 1.
Scores = Mapping[int, Mapping[int, float]]

# Two versions share at least this part of the Chinese one's anchors, by weight.
_MIN_SCORE = 0.15
# Versions that stand far from each other have only their anchors to join them, and share more.
_MIN_FAR_SCORE = 0.4
# The order of the reports is kept if it explains nearly as much as any other pairing.
_MIN_ORDER_SHARE = 0.85
# An anchor of more reports than this tells few of them apart.
_MAX_POSTINGS = 50


def pair_drafts(drafts: Sequence[Draft]) -> list[tuple[Draft, ...]]:
    """Return each report's drafts, one or its version in either language, in the order found."""
    single = [at for at, draft in enumerate(drafts) if len(draft.titles) < 2]
    if len({drafts[at].lang for at in single}) < 2:
        return [(draft,) for draft in drafts]
    found = {at: anchors(_said(drafts[at])) for at in single}
    scores = _scores(drafts, found)
    pairs = _trusted(_near(drafts, single, scores), scores, found)
    pairs += _far(scores, {at for pair in pairs for at in pair})
    partner = {max(pair): min(pair) for pair in pairs}
    reports = {at: [draft] for at, draft in enumerate(drafts) if at not in partner}
    for second, first in partner.items():
        reports[first].append(drafts[second])
    return [tuple(report) for report in reports.values()]


def _scores(drafts: Sequence[Draft], found: Mapping[int, frozenset[str]]) -> Scores:
    """Score pairs by the weight of what they share, rare anchors weighing most."""
    counts = Counter(anchor for own in found.values() for anchor in own)
    weights = {anchor: math.log1p(len(found) / n) for anchor, n in counts.items()}
    english: dict[str, list[int]] = {}
    for at, own in found.items():
        for anchor in own if drafts[at].lang == "en" else ():
            english.setdefault(anchor, []).append(at)
    postings = {anchor: ats for anchor, ats in english.items() if len(ats) <= _MAX_POSTINGS}
    chinese = [at for at in found if drafts[at].lang == "zh"]
    return {at: _shares(found[at], weights, postings) for at in chinese}


def _said(draft: Draft) -> str:
    return "\n".join((*draft.titles.values(), *(line.text for line in draft.lines), *draft.urls))


def _shares(
    own: frozenset[str], weights: Mapping[str, float], postings: Mapping[str, Sequence[int]]
) -> dict[int, float]:
    whole = sum(weights[anchor] for anchor in own)
    shared: dict[int, float] = {}
    for anchor in sorted(own):
        for at in postings.get(anchor, ()):
            shared[at] = shared.get(at, 0.0) + weights[anchor] / whole
    return shared


def _near(drafts: Sequence[Draft], single: Sequence[int], scores: Scores) -> list[Pair]:
    """Pair what stands in neighbouring runs of one language: Chinese first, or English."""
    runs = [[*run] for _, run in groupby(single, lambda at: drafts[at].lang)]
    choices = [
        [pair for one, other in [*pairwise(runs)][offset::2] for pair in _match(one, other, scores)]
        for offset in (0, 1)
    ]
    return max(choices, key=lambda pairs: _total(pairs, scores))


def _match(one: Sequence[int], other: Sequence[int], scores: Scores) -> list[Pair]:
    """Pair two runs by what they share, and what is left between two pairs by its order."""
    zs, es = (one, other) if one[0] in scores else (other, one)
    best = sorted(_greedy(zs, es, scores))
    if len(zs) == len(es):
        in_order = [*zip(zs, es, strict=True)]
        if _total(in_order, scores) >= _MIN_ORDER_SHARE * _total(best, scores):
            return in_order
    return best + [*_filled(zs, es, best)]


def _greedy(zs: Sequence[int], es: Sequence[int], scores: Scores) -> Iterator[Pair]:
    """Yield pairs by falling score, each draft once."""
    among = set(es)
    ranked = sorted(
        (-score, z, e)
        for z in zs
        for e, score in scores[z].items()
        if e in among and score >= _MIN_SCORE
    )
    taken: set[int] = set()
    for _, z, e in ranked:
        if not taken & {z, e}:
            taken |= {z, e}
            yield z, e


def _filled(zs: Sequence[int], es: Sequence[int], pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield pairs of what no anchor paired, where as many are left in both languages."""
    bounds = [(zs[0] - 1, es[0] - 1), *pairs, (zs[-1] + 1, es[-1] + 1)]
    for (z_from, e_from), (z_to, e_to) in pairwise(bounds):
        left = [z for z in zs if z_from < z < z_to], [e for e in es if e_from < e < e_to]
        if len(left[0]) == len(left[1]):
            yield from zip(*left, strict=True)


def _trusted(
    pairs: Sequence[Pair], scores: Scores, found: Mapping[int, frozenset[str]]
) -> list[Pair]:
    """Keep pairs that share nothing only where most share something, or nothing could be shared."""
    pairs = [pair for pair in pairs if not _contradict(pair, scores, found)]
    sharing = [(z, e) for z, e in pairs if scores[z].get(e, 0.0) > 0]
    if 2 * len(sharing) >= len(pairs):
        return list(pairs)
    vague = [pair for pair in pairs if not any(map(is_sure, found[pair[0]]))]
    return sorted({*sharing, *vague})


def _contradict(pair: Pair, scores: Scores, found: Mapping[int, frozenset[str]]) -> bool:
    """Tell whether both versions name days, none of them the same, and share nothing else."""
    days = [{anchor for anchor in found[at] if anchor.startswith("day ")} for at in pair]
    return scores[pair[0]].get(pair[1], 0.0) == 0 and all(days) and not days[0] & days[1]


def _far(scores: Scores, taken: set[int]) -> list[Pair]:
    """Pair what is left, wherever it stands, if it shares much."""
    ranked = sorted(
        (-score, z, e)
        for z, own in scores.items()
        for e, score in own.items()
        if score >= _MIN_FAR_SCORE and not taken & {z, e}
    )
    pairs: list[Pair] = []
    for _, z, e in ranked:
        if not taken & {z, e}:
            taken |= {z, e}
            pairs.append((z, e))
    return pairs


def _total(pairs: Sequence[Pair], scores: Scores) -> float:
    return sum(scores[z].get(e, 0.0) for z, e in pairs)
