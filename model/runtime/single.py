"""One item alone to labels: what `scoring.py` does for many, without arrays of few numbers.

An array operation takes a microsecond or more however short the array is, and `scoring.py` has
a hundred of them: next to nothing for 64 items, most of the time for one.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, repeat
from math import exp, inf

import numpy as np

from model.answer import Ranked
from model.runtime.scoring import RANKED, Judged, Scorer, Weighed
from model.runtime.seeing import Seen

__all__ = ["judge_one"]

_ONE_START = np.zeros(1, dtype=np.int64)


def judge_one(scorer: Scorer, item: Seen) -> Judged:
    """Choose and rank the labels of one item.

    Parameters
    ----------
    scorer : of the model
    item : read
    """
    calibration = scorer.model.calibration_
    topics, own, regions = _score_words(scorer, item)
    scores = own + [-inf] * (len(scorer.codes) - scorer.n_classes)
    codes = _add_candidates(scorer, item, scores)
    by_topic = _softmax(topics, calibration.topic_temperature)
    by_code = _softmax(scores, calibration.jurisdiction_temperature)
    topic, code = by_topic.index(max(by_topic)), by_code.index(max(by_code))
    if (topic, code) in scorer.forbidden:
        return scorer.judge([item])[0]
    confidence = by_topic[topic] * by_code[code]
    shares = [by_topic[one] * by_code[other] for one, other in scorer.forbidden]
    left = 1.0 - sum(shares)
    for (one, other), share in zip(scorer.forbidden, shares, strict=True):
        by_topic[one] -= share
        by_code[other] -= share
    ranking = _ranked(codes, by_code, scores, code, left)
    return Judged(
        _ranked(scorer.model.topics_, by_topic, topics, topic, left),
        ranking,
        confidence / left,
        scorer.region(item, ranking[0].label, np.array(regions)),
    )


def _score_words(scorer: Scorer, item: Seen) -> tuple[list[float], list[float], list[float]]:
    """Sum what terms say of topics, of jurisdictions with weights of their own, of regions."""
    weighed, n_words = _weigh(scorer, item)
    item.weighed = weighed
    rows, _, values, _ = weighed
    scores = (values @ scorer.coef.take(rows, axis=0) + scorer.bias).tolist()
    own = values[:n_words] @ scorer.own.take(rows[:n_words], axis=0)
    own += scorer.model.jurisdiction_.bias_
    n_topics = len(scorer.model.topics_)
    return scores[:n_topics], own.tolist(), scores[n_topics:]


def _weigh(scorer: Scorer, item: Seen) -> tuple[Weighed, int]:
    """Count and weigh the terms of an item, words first; give the number of words too."""
    index, words, n_lead = scorer.index, item.words, item.n_lead
    pairs = item.pairs = index.pairs_in(words)
    of_lead = chain(words[:n_lead], pairs[: max(n_lead - 1, 0)])
    in_words = Counter(words)
    del in_words[0]
    elsewhere = Counter(chain(pairs, map(index.lead_of.get, of_lead, repeat(0)), item.rows))
    del elsewhere[0]
    rows = np.array([*in_words, *elsewhere], dtype=np.int64)
    counts = np.array([*in_words.values(), *elsewhere.values()], dtype=np.int64)
    idf = scorer.idf.take(rows)
    weights = (1 + np.log(counts)) * idf
    weights /= float(weights @ weights) ** 0.5 or 1.0
    weights[idf == 0] = scorer.concept_weight
    return Weighed(rows, counts, weights, _ONE_START), len(in_words)


def _add_candidates(scorer: Scorer, item: Seen, scores: list[float]) -> Sequence[str]:
    """Add what names say to the scores of jurisdictions; give the code of each score."""
    ranker, codes = scorer.model.jurisdiction_, scorer.codes
    for code, candidate in item.candidates.items():
        column, shared = scorer.columns.get(code), ranker.shared_score(candidate)
        if column is None:
            codes = (*codes, code)
            scores.append(ranker.other_bias_ + shared)
        elif column < scorer.n_classes:
            scores[column] += shared
        else:
            scores[column] = ranker.other_bias_ + shared
    return codes


def _softmax(scores: list[float], temperature: float) -> list[float]:
    top = max(scores)
    weights = [exp((score - top) / temperature) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def _ranked(
    labels: Sequence[str], shares: list[float], scores: list[float], chosen: int, left: float
) -> list[Ranked]:
    """Rank labels; the chosen one leads, and one with no score is none of the item's."""
    least = sorted(shares)[-RANKED - 1 :][0]
    best = [at for at, share in enumerate(shares) if share >= least]
    best.sort(key=shares.__getitem__, reverse=True)
    order = [chosen, *(at for at in best if at != chosen and scores[at] > -inf)][:RANKED]
    return [Ranked(labels[at], shares[at] / left) for at in order]
