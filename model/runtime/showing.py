"""Evidence at speed: the same pieces as `model.evidence`, looked for only where they are shown."""

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.answer import Evidence
from model.concepts import Found, in_order
from model.evidence import name_weights, place, strongest
from model.runtime.index import Index
from model.runtime.scoring import Scorer
from model.runtime.seeing import Seen
from model.terms import Term, concept_terms, concepts_of, name_terms
from model.tokens import token_spans

__all__ = ["Showing"]

Span = tuple[int, int]


class _Piece(NamedTuple):
    """A piece of evidence that has no place in a field yet."""

    term: str
    label: str
    weight: float
    span: Span


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
        pieces = list(self._pieces(seen, topic, jurisdiction, limit))
        # The way back to the raw text is looked for only from what is shown; ties are kept here.
        sizes = sorted((abs(piece.weight) for piece in pieces), reverse=True)[:limit]
        shown = [piece for piece in pieces if abs(piece.weight) >= sizes[-1]]
        return strongest([place(seen, *piece) for piece in shown], limit)

    def _pieces(self, seen: Seen, topic: str, jurisdiction: str, limit: int) -> Iterator[_Piece]:
        weighed = seen.weighed or self._scorer.weigh([seen])
        rows, each = weighed.rows, weighed.values / weighed.counts
        shown = {topic: _largest(rows, each * self._scorer.topic_weights(topic, rows), limit)}
        own = self._scorer.jurisdiction_weights(jurisdiction, rows)
        if own is not None:
            shown[jurisdiction] = _largest(rows, each * own, limit)
        for row, span in self._spans(seen, set().union(*shown.values())):
            for label, weights in shown.items():
                if row in weights:
                    yield _Piece(self._index.terms[row], label, weights[row], span)
        if candidate := seen.candidates.get(jurisdiction):
            for name, span, weight in name_weights(self._model, seen.text, candidate):
                yield _Piece(name, jurisdiction, weight, span)

    def _spans(self, seen: Seen, wanted: set[int]) -> Iterator[tuple[int, Span]]:
        """Find where the wanted terms stand in the read text."""
        starts, ends = token_spans(seen.text, seen.runs)
        yield from self._ngram_spans(seen, wanted, starts, ends)
        # What is said of the item as a whole follows its tokens.
        yield from ((row, (0, 0)) for row in seen.words[len(starts) :] if row in wanted)
        others = {self._index.terms[row]: row for row in wanted if row >= self._index.first_other}
        if others:
            for term, start, end in _other_terms(seen, others.keys()):
                if term in others:
                    yield others[term], (start, end)

    def _ngram_spans(
        self, seen: Seen, wanted: Container[int], starts: list[int], ends: list[int]
    ) -> Iterator[tuple[int, Span]]:
        index = self._index
        words = seen.words[: len(starts)]
        pairs = (seen.pairs or index.pairs_in(words))[: max(len(words) - 1, 0)]
        for rows, until, n_lead in ((words, ends, seen.n_lead), (pairs, ends[1:], seen.n_lead - 1)):
            for at in [at for at, row in enumerate(rows) if row in wanted]:
                yield rows[at], (starts[at], until[at])
            in_lead = [index.lead_of.get(row, 0) for row in rows[: max(n_lead, 0)]]
            for at in [at for at, row in enumerate(in_lead) if row in wanted]:
                yield in_lead[at], (starts[at], until[at])


def _other_terms(seen: Seen, wanted: Iterable[str]) -> Iterator[Term]:
    """Give the terms of names, and those of concepts that are wanted."""
    for mention in seen.mentions:
        for term in name_terms(mention, seen.lead_end):
            yield Term(term, mention.start, mention.end)
    concepts = {name for term in wanted for name in concepts_of(term)}
    found = [Found(*one) for one in seen.concepts if one[0] in concepts]
    found.sort(key=in_order)
    yield from concept_terms(found, seen.lead_end, seen.mentions, seen.language)


def _largest(rows: NDArray[np.int64], added: NDArray[np.float64], limit: int) -> dict[int, float]:
    """Give the rows that can be among the largest pieces, and what a piece of each adds."""
    size = np.abs(added)
    least = np.sort(size)[-limit] if limit < len(size) else 0.0
    chosen = ((size >= least) & (size > 0)).nonzero()[0]
    return dict(zip(rows[chosen].tolist(), added[chosen].tolist(), strict=True))
