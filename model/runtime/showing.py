"""Evidence at speed: the same pieces as `model.evidence`, spans looked for only where shown."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from model.answer import Evidence
from model.evidence import name_evidence, place, strongest
from model.runtime.index import Index
from model.runtime.scoring import Scorer, Weighed
from model.runtime.seeing import Seen
from model.terms import concept_terms, name_terms
from model.tokens import tokenise

__all__ = ["Showing"]

Span = tuple[int, int]


class Showing:
    """Explains answers.

    Parameters
    ----------
    scorer : what the answers come from
    index : the rows of terms
    """

    def __init__(self, scorer: Scorer, index: Index) -> None:
        self._scorer, self._index = scorer, index
        self._model = scorer.model

    def evidence(self, seen: Seen, topic: str, jurisdiction: str, limit: int) -> list[Evidence]:
        """List the pieces that add most to the scores of two labels, for or against."""
        weighed = seen.weighed or self._scorer.weigh([seen])
        shown = {topic: _largest(weighed, self._scorer.topic_weights(topic, weighed.rows), limit)}
        own = self._scorer.jurisdiction_weights(jurisdiction, weighed.rows)
        if own is not None:
            shown[jurisdiction] = _largest(weighed, own, limit)
        spans = self._spans(seen, {row for rows in shown.values() for row in rows})
        pieces = [
            place(seen, self._index.terms[row], label, weight, span)
            for label, rows in shown.items()
            for row, weight in rows.items()
            for span in spans[row]
        ]
        candidate = seen.candidates.get(jurisdiction)
        if candidate:
            pieces += name_evidence(self._model, seen, candidate)
        return strongest(pieces, limit)

    def _spans(self, seen: Seen, wanted: set[int]) -> dict[int, list[Span]]:
        """Find where the wanted terms stand in the read text."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for row, start, end in (*self._ngram_spans(seen), *self._other_spans(seen)):
            if row in wanted:
                spans[row].append((start, end))
        return spans

    def _ngram_spans(self, seen: Seen) -> Iterator[tuple[int, int, int]]:
        index, tokens = self._index, tokenise(seen.text)
        rows = [0, *(index.words.get(token.term, 0) for token in tokens)]
        pairs = index.pairs(row * index.step + after for row, after in pairwise(rows))
        begin = 0
        for (_, start, end), row, both in zip(tokens, rows[1:], pairs, strict=True):
            yield row, start, end
            yield both, begin, end
            if end <= seen.lead_end:
                yield index.lead_of.get(row, 0), start, end
                yield index.lead_of.get(both, 0), begin, end
            begin = start

    def _other_spans(self, seen: Seen) -> Iterator[tuple[int, int, int]]:
        known = self._index.rows.get
        for mention in seen.mentions:
            for term in name_terms(mention, seen.lead_end):
                yield known(term, 0), mention.start, mention.end
        found = self._model.reader.concepts.find(seen.lowered)
        for term, start, end in concept_terms(found, seen.lead_end, seen.mentions, seen.language):
            yield known(term, 0), start, end
        yield known(f"#{seen.language}", 0), 0, 0
        yield known("#traditional", 0), 0, 0


def _largest(weighed: Weighed, weights: NDArray[np.float64], limit: int) -> dict[int, float]:
    """Give the rows that can be among the largest pieces, and what a piece of each adds."""
    pieces = weighed.values * weights / weighed.counts
    size = np.abs(pieces)
    least = np.sort(size)[-limit] if limit < len(size) else 0.0
    chosen = np.flatnonzero(size >= least)
    return dict(zip(weighed.rows[chosen].tolist(), pieces[chosen].tolist(), strict=True))
