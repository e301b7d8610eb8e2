"""From two probability tables to one answer: the likeliest pair that the guide allows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.calibration import softmax

__all__ = ["Decision", "Scores", "decide", "decide_likeliest"]

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


def decide_likeliest(
    scores: Scores,
    topic_temperature: float,
    jurisdiction_temperature: float,
    forbidden: Sequence[tuple[int, int]],
) -> Decision:
    """Choose as `decide` does, without the table of all pairs unless a forbidden one leads.

    Parameters
    ----------
    scores, topic_temperature, jurisdiction_temperature : see `decide`
    forbidden : positions of topic and jurisdiction of each forbidden pair
    """
    topics = softmax(scores.topics / topic_temperature)
    jurisdictions = softmax(scores.jurisdictions / jurisdiction_temperature)
    best = int(topics.argmax()), int(jurisdictions.argmax())
    if best in forbidden:
        allowed = np.ones((len(topics), len(jurisdictions)))
        allowed[tuple(zip(*forbidden, strict=True))] = 0
        return decide(scores, topic_temperature, jurisdiction_temperature, allowed)
    confidence = float(topics[best[0]] * jurisdictions[best[1]])
    if forbidden:
        lost = [(topic, code, topics[topic] * jurisdictions[code]) for topic, code in forbidden]
        for topic, code, share in lost:
            topics[topic] -= share
            jurisdictions[code] -= share
        left = 1.0 - float(sum(share for _, _, share in lost))
        topics /= left
        jurisdictions /= left
        confidence /= left
    return Decision(*best, topics, jurisdictions, confidence)
