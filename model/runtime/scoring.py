"""Read items to probabilities, region and labels: the arithmetic, for many items at once."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.answer import Ranked
from model.candidates import NATIONAL, has_region, region_candidates
from model.decision import decide_each
from model.routing import RoutingModel
from model.runtime.index import Index
from model.runtime.seeing import Seen

__all__ = ["RANKED", "Judged", "Scorer", "Weighed"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Labels of each head that an answer shows.
RANKED = 5


class Weighed(NamedTuple):
    """The terms of some items, item after item, each item's by row.

    Attributes
    ----------
    rows, counts, values : of each term; the first of an item is row 0, which weighs nothing
    starts : where each item begins in these
    """

    rows: Ints
    counts: Ints
    values: Floats
    starts: Ints


class Judged(NamedTuple):
    """What the model says of one item.

    Attributes
    ----------
    topics, jurisdictions : the chosen label, then the others by how likely they are; at most
        `RANKED` of each
    confidence : probability of the chosen pair
    region : chosen within the chosen jurisdiction; empty for none
    """

    topics: list[Ranked]
    jurisdictions: list[Ranked]
    confidence: float
    region: str


class Scorer:
    """Scores and decides.

    Parameters
    ----------
    model : fitted
    index : the rows of its terms

    Attributes
    ----------
    idf : of each row; 0 marks a concept, which weighs `concept_weight` wherever it is
    coef, bias : of topics and then of regions, shape (n_rows, n_topics + n_regions)
    own : what words say of jurisdictions, shape (n_words + 1, n_classes)
    columns, codes : jurisdictions that have a column for every item; the first `n_classes` of
        them have weights of their own
    forbidden : columns of topic and jurisdiction of pairs that never go together
    """

    def __init__(self, model: RoutingModel, index: Index) -> None:
        self.model = model
        self.index = index
        self.idf = _by_row(model.vectorizer_.idf_, index)
        self.concept_weight = model.vectorizer_.concept_weight
        # All terms speak for topics and regions, words alone for jurisdictions.
        self.coef = _by_row(np.hstack([model.topic_coef_, model.region_.own_]), index)
        self.bias = np.concatenate([model.topic_intercept_, model.region_.bias_])
        own = model.jurisdiction_.own_
        self.own = np.zeros((index.n_words + 1, own.shape[1]), dtype=own.dtype)
        row = np.empty(len(index.column), dtype=np.int64)
        row[index.column[1:]] = np.arange(1, len(index.column))
        self.own[row[model.words_]] = own
        # Codes that a pair is forbidden with have a column, whether or not they have weights.
        forbidden = sorted(pair for pair in model.taxonomy.forbidden if pair[0] in model.topics_)
        codes = [*model.jurisdiction_.classes_, *(code for _, code in forbidden)]
        self.columns = {code: at for at, code in enumerate(dict.fromkeys(codes))}
        self.codes = tuple(self.columns)
        self.n_classes = len(model.jurisdiction_.classes_)
        self.forbidden = [
            (model.topics_.index(topic), self.columns[code]) for topic, code in forbidden
        ]

    def weigh(self, items: Sequence[Seen]) -> Weighed:
        """Count and weigh the terms of items."""
        index, n_items = self.index, len(items)
        lengths = [len(item.words) for item in items]
        words = np.array(list(chain.from_iterable(item.words for item in items)))
        pairs = np.array(index.pairs((words[:-1] * index.step + words[1:]).tolist()))
        item = np.arange(n_items) << index.bits
        of_word = np.repeat(item, lengths)
        of_pair = of_word[1:]
        others = np.array(list(chain.from_iterable(item.rows for item in items)), dtype=np.int64)
        of_other = np.repeat(item, [len(item.rows) for item in items])
        # A pair is in the title where its second word is.
        in_lead = _in_lead(items, lengths)
        pair_in_lead = in_lead[1:]
        keys = np.concatenate(
            [
                item,
                of_word + words,
                of_pair + pairs,
                of_word[in_lead] + index.lead.take(words[in_lead]),
                of_pair[pair_in_lead] + index.lead.take(pairs[pair_in_lead]),
                of_other + others,
            ]
        )
        if len(items) << index.bits < 2**31:
            keys = keys.astype(np.int32)  # half the time to sort
        keys.sort()
        return self._count(keys)

    def _count(self, keys: Ints) -> Weighed:
        """Count equal keys, which are an item and a row, in order."""
        first = np.concatenate([[0], np.flatnonzero(keys[1:] != keys[:-1]) + 1])
        counts = np.diff(first, append=len(keys))
        keys = keys[first]
        rows = keys & ((1 << self.index.bits) - 1)
        starts = np.flatnonzero(rows == 0)
        idf = self.idf.take(rows)
        weights = (1 + np.log(counts)) * idf
        norms = np.sqrt(np.add.reduceat(weights * weights, starts))
        norms[norms == 0] = 1.0
        weights /= np.repeat(norms, np.diff(starts, append=len(rows)))
        weights[idf == 0] = self.concept_weight
        weights[starts] = 0.0  # row 0
        return Weighed(rows, counts, weights, starts)

    def logits(self, items: Sequence[Seen], weighed: Weighed) -> tuple[Floats, Floats, Floats]:
        """Score items.

        Returns
        -------
        of topics, shape (n_items, n_topics); of jurisdictions, shape (n_items, n_codes), -inf for
        those that an item does not name and that have no weights of their own; and what words
        say of regions, shape (n_items, n_regions)
        """
        rows, _, values, starts = weighed
        scores = _sums(values, self.coef.take(rows, axis=0), starts) + self.bias
        is_word = rows <= self.index.n_words
        rows, values = rows[is_word], values[is_word]
        own = _sums(values, self.own.take(rows, axis=0), np.flatnonzero(rows == 0))
        own += self.model.jurisdiction_.bias_
        n_topics = len(self.model.topics_)
        return scores[:, :n_topics], self._with_candidates(items, own), scores[:, n_topics:]

    def _with_candidates(self, items: Sequence[Seen], own: Floats) -> Floats:
        """Add what the names of items say of each jurisdiction."""
        ranker, n_classes, n_columns = self.model.jurisdiction_, self.n_classes, len(self.columns)
        cells: list[tuple[int, int, float]] = []
        for at, item in enumerate(items):
            beyond = n_columns
            for code, candidate in item.candidates.items():
                column = self.columns.get(code)
                if column is None:
                    column, beyond = beyond, beyond + 1
                bias = 0.0 if column < n_classes else ranker.other_bias_
                cells.append((at, column, bias + ranker.shared_score(candidate)))
        width = max([n_columns, *(column + 1 for _, column, _ in cells)])
        scores = np.zeros((len(items), width))
        scores[:, :n_classes] = own
        scores[:, n_classes:] = -np.inf
        for at, column, score in cells:
            scores[at, column] = score + (scores[at, column] if column < n_classes else 0.0)
        return scores

    def _codes_of(self, item: Seen) -> Sequence[str]:
        """Give the jurisdiction of each column of an item's logits."""
        if item.candidates.keys() <= self.columns.keys():
            return self.codes
        return [*self.codes, *(code for code in item.candidates if code not in self.columns)]

    def topic_weights(self, topic: str, rows: Ints) -> Floats:
        """Give the weights of terms for a topic."""
        weights: Floats = self.coef[rows, self.model.topics_.index(topic)]
        return weights

    def jurisdiction_weights(self, code: str, rows: Ints) -> Floats | None:
        """Give the weights of terms for a jurisdiction; None if it has none of its own."""
        column = self.columns.get(code)
        if column is None or column >= self.n_classes:
            return None
        # Row 0 of the table is zero.
        words = np.where(rows <= self.index.n_words, rows, 0)
        weights: Floats = self.own[words, column]
        return weights

    def judge(self, items: Sequence[Seen]) -> list[Judged]:
        """Choose and rank the labels of items."""
        weighed = self.weigh(items)
        if len(items) == 1:
            items[0].weighed = weighed
        topics, jurisdictions, regions = self.logits(items, weighed)
        calibration = self.model.calibration_
        decided = decide_each(
            topics / calibration.topic_temperature,
            jurisdictions / calibration.jurisdiction_temperature,
            self.forbidden,
        )
        by_topic = _ranked(decided.topics, decided.topic)
        is_named = np.isfinite(jurisdictions)
        by_code = _ranked(np.where(is_named, decided.jurisdictions, -1.0), decided.jurisdiction)
        judged = []
        for item, topic_ranking, code_ranking, confidence, own in zip(
            items, by_topic, by_code, decided.confidence.tolist(), regions, strict=True
        ):
            ranking = _named(self._codes_of(item), code_ranking)
            region = self.region(item, ranking[0].label, own)
            judged.append(
                Judged(_named(self.model.topics_, topic_ranking), ranking, confidence, region)
            )
        return judged

    def region(self, item: Seen, jurisdiction: str, own: Floats) -> str:
        """Choose the region of the acting body within a jurisdiction; empty for none."""
        if not has_region(item.mentions, jurisdiction):
            return NATIONAL
        named = region_candidates(item.sightings, jurisdiction)
        scores = self.model.region_.scores(own, named)
        return max(scores, key=lambda code: (scores[code], code))


def _by_row(by_column: Floats, index: Index) -> Floats:
    """Put what is known of each column of the model in the order of rows; row 0 is zero."""
    by_row: Floats = by_column[index.column]
    by_row[0] = 0.0
    return by_row


def _in_lead(items: Sequence[Seen], lengths: list[int]) -> NDArray[np.bool_]:
    """Tell for each word whether it stands in the title of its item."""
    parts = [
        part
        for item, length in zip(items, lengths, strict=True)
        for part in (item.n_lead, length - item.n_lead)
    ]
    return np.repeat([True, False] * len(items), parts)


def _sums(values: Floats, weights: Floats, starts: Ints) -> Floats:
    """Sum weighted rows from each start to the next."""
    return np.add.reduceat(weights * values[:, None], starts, axis=0)


def _ranked(shares: Floats, chosen: Ints) -> Iterator[tuple[list[int], list[float]]]:
    """Rank the columns of each item; the chosen one leads even where its pair won and not it."""
    keys = -shares
    keys[np.arange(len(keys)), chosen] = -2.0
    order = np.argsort(keys, axis=1, kind="stable")[:, :RANKED]
    ranked = np.take_along_axis(shares, order, axis=1)
    return zip(order.tolist(), ranked.tolist(), strict=True)


def _named(labels: Sequence[str], ranking: tuple[list[int], list[float]]) -> list[Ranked]:
    """Name the columns of a ranking; a share below 0 marks one that an item does not have."""
    columns, shares = ranking
    if shares[-1] < 0:
        shares = [share for share in shares if share >= 0]
    return [Ranked(labels[at], share) for at, share in zip(columns, shares, strict=False)]
