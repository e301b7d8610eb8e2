"""The fitted model: term weights, two linear heads, and the choice of a region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from model.candidates import (
    NATIONAL,
    Candidate,
    Sighting,
    jurisdiction_candidates,
    region_candidates,
    sightings,
)
from model.decision import Decision, Scores, decide
from model.discrimination import log_count_scale
from model.ranker import CandidateRanker
from model.reading import Reader, Reading
from model.softmax import fit_softmax
from model.taxonomy import Taxonomy
from model.term_counts import TermCounts, count_terms
from model.terms import terms
from model.vectorizer import TermVectorizer

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Calibration", "Described", "RoutingModel", "describe"]

Floats = NDArray[np.float64]
# A wrong region misleads more than a missing one: by so many logits has a region to be likelier.
_CAUTION = 0.25
# What the weights of terms are kept as: half the memory, and no probability moves by 1e-7.
_WEIGHT = np.float32


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is chosen on items that the weights were not fitted on.

    Attributes
    ----------
    topic_temperature, jurisdiction_temperature : divide the logits of the two heads
    threshold : an answer whose pair is less likely goes to a person
    """

    topic_temperature: float = 1.0
    jurisdiction_temperature: float = 1.0
    threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Described:
    """What the heads are fitted on: an item's reading, its terms, its names and candidates."""

    reading: Reading
    terms: list[str]
    sightings: list[Sighting]
    candidates: dict[str, Candidate]
    _regions: dict[str, dict[str, Candidate]] = field(default_factory=dict, compare=False)

    def regions(self, jurisdiction: str) -> dict[str, Candidate]:
        """Give the candidates for a region; described once, as every fold asks for them."""
        if jurisdiction not in self._regions:
            self._regions[jurisdiction] = region_candidates(self.sightings, jurisdiction)
        return self._regions[jurisdiction]


def describe(reading: Reading) -> Described:
    """Gather the terms and the candidates of a reading."""
    seen = sightings(reading)
    named = jurisdiction_candidates(seen)
    return Described(reading, [term.term for term in terms(reading)], seen, named)


class RoutingModel:
    """Read an item, score its topics and jurisdictions, choose.

    Parameters
    ----------
    reader : the names and concepts that are looked for
    taxonomy : the labels
    topic_c : inverse penalty of the topic head
    own_penalty, shared_penalty, unseen, min_rows : see `CandidateRanker`
    min_df, concept_weight : see `TermVectorizer`
    random_state : seed of the splits, for the record; the solvers draw nothing

    Attributes
    ----------
    topics_ : topic codes, the columns of `topic_coef_`
    vectorizer_ : fitted on all terms
    topic_coef_ : shape (n_terms, n_topics); of single precision, as all weights of terms
    topic_intercept_ : shape (n_topics,)
    words_ : columns of the terms that jurisdictions have weights of their own for, ascending
    jurisdiction_, region_ : fitted rankers; the only class of `region_` is NATIONAL, and its own
        weights are of all terms
    calibration_ : temperatures and threshold; neutral until set
    """

    def __init__(
        self,
        reader: Reader,
        taxonomy: Taxonomy,
        *,
        topic_c: float = 30.0,
        own_penalty: float = 0.5,
        shared_penalty: float = 0.5,
        unseen: float = 0.3,
        min_rows: int = 20,
        min_df: int = 2,
        concept_weight: float = 0.08,
        random_state: int = 0,
    ) -> None:
        self.reader = reader
        self.taxonomy = taxonomy
        self.topic_c = topic_c
        self.own_penalty = own_penalty
        self.shared_penalty = shared_penalty
        self.unseen = unseen
        self.min_rows = min_rows
        self.min_df = min_df
        self.concept_weight = concept_weight
        self.random_state = random_state

    def fit(
        self,
        items: Sequence[Described],
        topics: Sequence[str],
        jurisdictions: Sequence[str],
        regions: Sequence[str],
        counts: TermCounts | None = None,
    ) -> RoutingModel:
        """Learn all weights.

        Parameters
        ----------
        items : described readings
        topics, jurisdictions : the right codes of each item
        regions : ISO 3166-2 code or empty
        counts : of the terms of the items, where they were counted before

        Raises
        ------
        ValueError : lengths differ, or there are fewer than two topics
        """
        lengths = {len(items), len(topics), len(jurisdictions), len(regions)}
        if len(lengths) != 1:
            raise ValueError(f"items and labels differ in number: {sorted(lengths)}")
        weights = self._fit_terms(items, counts)
        with _one_thread():
            self._fit_topics(weights, topics)
            self._fit_jurisdictions(weights, items, jurisdictions)
            self._fit_regions(weights, items, jurisdictions, regions)
        self.calibration_ = Calibration()
        return self

    def fit_jurisdictions(
        self,
        items: Sequence[Described],
        jurisdictions: Sequence[str],
        counts: TermCounts | None = None,
    ) -> RoutingModel:
        """Learn the weights of the jurisdiction head alone; see `score_jurisdictions`."""
        weights = self._fit_terms(items, counts)
        with _one_thread():
            self._fit_jurisdictions(weights, items, jurisdictions)
        return self

    def _fit_terms(self, items: Sequence[Described], counts: TermCounts | None) -> sparse.csr_array:
        counts = counts or count_terms([item.terms for item in items])
        vectorizer = TermVectorizer(min_df=self.min_df, concept_weight=self.concept_weight)
        self.vectorizer_ = vectorizer.fit(counts)
        return self.vectorizer_.transform(counts)

    def _fit_topics(self, weights: sparse.csr_array, topics: Sequence[str]) -> None:
        scale = log_count_scale(weights, topics)
        head = fit_softmax(weights.multiply(scale).tocsr(), topics, c=self.topic_c)
        if len(head.classes) < 3:
            raise ValueError(f"topics: found {list(head.classes)}; expected three or more")
        self.topics_ = head.classes
        self.topic_coef_ = (head.coef * scale[:, None]).astype(_WEIGHT)
        self.topic_intercept_ = head.intercept

    def _fit_jurisdictions(
        self, weights: sparse.csr_array, items: Sequence[Described], labels: Sequence[str]
    ) -> None:
        self.words_ = np.array(
            [at for term, at in self.vectorizer_.vocabulary_.items() if _is_plain_word(term)]
        )
        self.jurisdiction_ = CandidateRanker(
            own_penalty=self.own_penalty,
            shared_penalty=self.shared_penalty,
            unseen=self.unseen,
            min_rows=self.min_rows,
        ).fit(weights[:, self.words_], [item.candidates for item in items], labels)
        self.jurisdiction_.own_ = self.jurisdiction_.own_.astype(_WEIGHT)

    def _fit_regions(
        self,
        weights: sparse.csr_array,
        items: Sequence[Described],
        jurisdictions: Sequence[str],
        regions: Sequence[str],
    ) -> None:
        named = [item.regions(code) for item, code in zip(items, jurisdictions, strict=True)]
        # Enough rows to have weights of its own has NATIONAL alone: the terms that speak against
        # any region, such as those of a private suit or a breach.
        self.region_ = CandidateRanker(
            min_rows=len(items), unseen=0.0, shared_penalty=0.3, own_penalty=0.05
        ).fit(weights, named, list(regions))
        self.region_.own_ = self.region_.own_.astype(_WEIGHT)
        self.region_.bias_ = self.region_.bias_ + _CAUTION

    def score(self, item: Described) -> Scores:
        """Score the topics and the jurisdictions of one item."""
        columns, values = self.vectorizer_.weigh(item.terms)
        topics = values @ self.topic_coef_[columns] + self.topic_intercept_
        scores = self._score_jurisdictions(item, columns, values)
        return Scores(topics, tuple(scores), np.array(list(scores.values())))

    def score_each(self, items: Sequence[Described], counts: TermCounts) -> Iterator[Scores]:
        """Score items whose terms were counted before: as `score` does, all terms at once."""
        weights = self.vectorizer_.transform(counts)
        topics = weights @ self.topic_coef_ + self.topic_intercept_
        own = weights[:, self.words_] @ self.jurisdiction_.own_ + self.jurisdiction_.bias_
        for item, of_topics, of_words in zip(items, topics, own, strict=True):
            scores = self.jurisdiction_.scores(of_words, item.candidates)
            yield Scores(of_topics, tuple(scores), np.array(list(scores.values())))

    def score_jurisdictions(self, item: Described) -> dict[str, float]:
        """Score the jurisdictions of one item: code -> logit."""
        return self._score_jurisdictions(item, *self.vectorizer_.weigh(item.terms))

    def _score_jurisdictions(
        self, item: Described, columns: NDArray[np.int64], values: Floats
    ) -> dict[str, float]:
        own = values @ self.own_of_terms(columns) + self.jurisdiction_.bias_
        return self.jurisdiction_.scores(own, item.candidates)

    def decide(self, scores: Scores) -> Decision:
        """Choose a pair from calibrated scores."""
        allowed = np.ones((len(self.topics_), len(scores.codes)))
        for topic, jurisdiction in self.taxonomy.forbidden:
            if topic in self.topics_ and jurisdiction in scores.codes:
                allowed[self.topics_.index(topic), scores.codes.index(jurisdiction)] = 0
        return decide(
            scores,
            self.calibration_.topic_temperature,
            self.calibration_.jurisdiction_temperature,
            allowed,
        )

    def region(self, item: Described, jurisdiction: str) -> str:
        """Choose the region of the acting body within a jurisdiction; empty for none."""
        named = item.regions(jurisdiction)
        if len(named) == 1:
            return NATIONAL
        columns, values = self.vectorizer_.weigh(item.terms)
        own = values @ self.region_.own_[columns] + self.region_.bias_
        scores = self.region_.scores(own, named)
        return max(scores, key=lambda code: (scores[code], code))

    def own_of_terms(self, columns: NDArray[np.int64]) -> Floats:
        """Give the jurisdictions' own weights of terms, zero where they are no words.

        Returns
        -------
        shape (len(columns), n_classes)
        """
        weights = np.zeros((len(columns), len(self.jurisdiction_.classes_)))
        is_word = np.isin(columns, self.words_)
        weights[is_word] = self.jurisdiction_.own_[np.searchsorted(self.words_, columns[is_word])]
        return weights


def _one_thread() -> AbstractContextManager[Any]:
    """Keep linear algebra to one thread.

    The vectors are long and the steps short: threads cost seven times what they save. And
    sums come out the same on every machine.
    """
    # Only fitting needs these. What is loaded after the limit is set would not heed it.
    import scipy.linalg.blas  # noqa: F401
    from threadpoolctl import threadpool_limits

    limited: AbstractContextManager[Any] = threadpool_limits(limits=1)
    return limited


def _is_plain_word(term: str) -> bool:
    return " " not in term and term[0] not in "^@%"
