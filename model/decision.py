"""From two probability tables to one answer: the likeliest pair that the guide allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.calibration import softmax

__all__ = ["Decision", "Decisions", "Scores", "decide", "decide_each"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """Uncalibrated logits of one item.

    Attributes
    ----------
    topics : shape (n_topics,), in the order of the model's topics
    codes : the jurisdictions that were considered
    jurisdictions : shape (len(codes),)
    """

    topics: Floats
    codes: tuple[str, ...]
    jurisdictions: Floats


@dataclass(frozen=True, slots=True)
class Decision:
    """The chosen pair and how likely each label is.

    Attributes
    ----------
    topic, jurisdiction : positions of the chosen labels in the scores
    topics, jurisdictions : probabilities; each sums to 1 over the allowed pairs
    confidence : probability of the chosen pair
    """

    topic: int
    jurisdiction: int
    topics: Floats
    jurisdictions: Floats
    confidence: float


class Decisions(NamedTuple):
    """The same of some items: a `Decision` with one row, or one number, for each."""

    topic: NDArray[np.int64]
    jurisdiction: NDArray[np.int64]
    topics: Floats
    jurisdictions: Floats
    confidence: Floats


def decide(
    scores: Scores, topic_temperature: float, jurisdiction_temperature: float, allowed: Floats
) -> Decision:
    """Choose the likeliest allowed pair of topic and jurisdiction.

    The two heads are taken as independent but for the pairs that are ruled out:
    P(t, j) is proportional to P(t) P(j) where (t, j) is allowed, and 0 elsewhere.

    Parameters
    ----------
    scores : logits
    topic_temperature, jurisdiction_temperature : what the logits are divided by
    allowed : 1 for an allowed pair, 0 for a forbidden one, shape (n_topics, n_jurisdictions)
    """
    topics = softmax(scores.topics / topic_temperature)
    jurisdictions = softmax(scores.jurisdictions / jurisdiction_temperature)
    pairs = np.outer(topics, jurisdictions) * allowed
    pairs /= pairs.sum()
    topic, jurisdiction = np.unravel_index(int(pairs.argmax()), pairs.shape)
    return Decision(
        int(topic),
        int(jurisdiction),
        pairs.sum(axis=1),
        pairs.sum(axis=0),
        float(pairs[topic, jurisdiction]),
    )


def decide_each(
    topics: Floats, jurisdictions: Floats, forbidden: Sequence[tuple[int, int]]
) -> Decisions:
    """Choose as `decide` does for each of some items, without a table of pairs for each.

    Parameters
    ----------
    topics : logits, divided by their temperature; shape (n_items, n_topics)
    jurisdictions : the same, -inf for what an item does not consider; (n_items, n_jurisdictions)
    forbidden : columns of topic and jurisdiction of each forbidden pair
    """
    by_topic, by_jurisdiction = _in_order(topics), _in_order(jurisdictions)
    topic, jurisdiction = by_topic.argmax(axis=1), by_jurisdiction.argmax(axis=1)
    confidence = by_topic.max(axis=1) * by_jurisdiction.max(axis=1)
    if forbidden:
        shares = [by_topic[:, one] * by_jurisdiction[:, other] for one, other in forbidden]
        for (one, other), share in zip(forbidden, shares, strict=True):
            by_topic[:, one] -= share
            by_jurisdiction[:, other] -= share
        left = 1.0 - np.sum(shares, axis=0)
        by_topic /= left[:, None]
        by_jurisdiction /= left[:, None]
        confidence /= left
    decided = Decisions(topic, jurisdiction, by_topic, by_jurisdiction, confidence)
    leads = [(topic == one) & (jurisdiction == other) for one, other in forbidden]
    for at in np.flatnonzero(np.any(leads, axis=0)).tolist() if leads else ():
        allowed = np.ones((topics.shape[1], jurisdictions.shape[1]))
        allowed[tuple(zip(*forbidden, strict=True))] = 0
        one_item = Scores(topics[at], (), jurisdictions[at])
        chosen = decide(one_item, 1.0, 1.0, allowed)
        topic[at], jurisdiction[at] = chosen.topic, chosen.jurisdiction
        by_topic[at], by_jurisdiction[at] = chosen.topics, chosen.jurisdictions
        confidence[at] = chosen.confidence
    return decided


def _in_order(scores: Floats) -> Floats:
    """Turn logits into probabilities as `softmax` does, summing from left to right.

    Columns of -inf that other items of a chunk bring along then change nothing, to the last digit.
    """
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = shifted / np.cumsum(shifted, axis=1)[:, -1:]
    return shares
