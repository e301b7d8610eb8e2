"""The words that speak for an answer: exact contributions, and where they stand.

A label's score is a sum: its bias, what each term adds, and (for jurisdictions and regions)
what each shared feature adds. A term that occurs several times has its sum split evenly over
its occurrences, so all evidence of a label and its bias add up to the label's logit.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Protocol

from model.answer import Evidence
from model.candidates import Candidate
from model.routing import Described, RoutingModel
from model.terms import terms

__all__ = ["jurisdiction_evidence", "name_weights", "place", "strongest", "topic_evidence"]

Span = tuple[int, int]
_WHOLE = (0, 0)


class Readable(Protocol):
    """A read text and the way back to the fields that it came from."""

    @property
    def text(self) -> str:
        """The normalised text."""

    def raw_span(self, start: int, end: int) -> tuple[str, int, int]:
        """Map a span of `text` to a field and a span of it as it was given."""


def topic_evidence(model: RoutingModel, item: Described, topic: str) -> list[Evidence]:
    """List what each known term adds to the score of a topic."""
    columns, values = model.vectorizer_.weigh(item.terms)
    added = values * model.topic_coef_[columns, model.topics_.index(topic)]
    return list(
        _term_evidence(model, item, topic, dict(zip(columns.tolist(), added.tolist(), strict=True)))
    )


def jurisdiction_evidence(model: RoutingModel, item: Described, code: str) -> list[Evidence]:
    """List what each known term and each name adds to the score of a jurisdiction."""
    evidence: list[Evidence] = []
    ranker = model.jurisdiction_
    if code in ranker.classes_:
        columns, values = model.vectorizer_.weigh(item.terms)
        added = values * model.own_of_terms(columns)[:, ranker.classes_.index(code)]
        by_column = dict(zip(columns.tolist(), added.tolist(), strict=True))
        evidence += _term_evidence(model, item, code, by_column)
    candidate = item.candidates.get(code)
    if candidate:
        evidence += _name_evidence(model, item.reading, candidate)
    return evidence


def strongest(evidence: list[Evidence], limit: int) -> list[Evidence]:
    """Keep the pieces with the largest weights, for or against, in a stable order."""
    known = [piece for piece in evidence if piece.weight]
    return sorted(
        known, key=lambda piece: (-abs(piece.weight), piece.label, piece.start, piece.term)
    )[:limit]


def _term_evidence(
    model: RoutingModel, item: Described, label: str, added: dict[int, float]
) -> Iterator[Evidence]:
    vocabulary = model.vectorizer_.vocabulary_
    spans: dict[str, list[Span]] = defaultdict(list)
    for term in terms(item.reading):
        if vocabulary.get(term.term) in added:
            spans[term.term].append((term.start, term.end))
    for name, places in spans.items():
        weight = added[vocabulary[name]] / len(places)
        for start, end in places:
            yield place(item.reading, name, label, weight, (start, end))


def _name_evidence(
    model: RoutingModel, reading: Readable, candidate: Candidate
) -> Iterator[Evidence]:
    """List what the names of a candidate add to its score."""
    for name, span, weight in name_weights(model, reading.text, candidate):
        yield place(reading, name, candidate.code, weight, span)


def name_weights(
    model: RoutingModel, text: str, candidate: Candidate
) -> Iterator[tuple[str, Span, float]]:
    """Give each name of a candidate, where it stands in a read text, and what it adds."""
    by_span: dict[Span, float] = defaultdict(float)
    weights = model.jurisdiction_.weight_of_feature
    for feature, span in candidate.features.items():
        by_span[span] += weights.get(feature, 0.0)
    for span, weight in by_span.items():
        yield text[slice(*span)] if span != _WHOLE else "share of mentions", span, weight


def place(reading: Readable, term: str, label: str, weight: float, span: Span) -> Evidence:
    """Give a piece of evidence its place in the field as it was given."""
    if span == _WHOLE:
        return Evidence(term, label, weight, 0, 0, "text")
    field, start, end = reading.raw_span(*span)
    return Evidence(term, label, weight, start, end, field)
