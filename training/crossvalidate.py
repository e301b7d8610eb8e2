"""Scores for every item from a model that was not fitted on its event."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.calibration import fit_temperature
from model.decision import Decision, Scores
from model.routing import Calibration, RoutingModel
from training.corpus import Corpus

__all__ = [
    "OutOfFold",
    "calibration_from",
    "choose_threshold",
    "decide_out_of_fold",
    "fit",
    "score_out_of_fold",
]

Floats = NDArray[np.float64]
# An unlikely score stands in for a label that a fold's model did not know.
_UNKNOWN = -30.0
# The review threshold is the lowest at which answers that pass are right this often ...
_TARGET_ACCURACY = 0.975
# ... as long as this share of the items passes. The labels are harder than a week of news, of which
# some four fifths pass then: a person has no time for more than the rest.
_MIN_COVERAGE = 0.77


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """What models that did not see an item's event say of it.

    Attributes
    ----------
    scores : logits of each item
    regions : the region chosen for each, given the jurisdiction chosen
    topics : topic codes, the columns of the topic logits
    folds : fold of each item
    """

    scores: tuple[Scores, ...]
    regions: tuple[str, ...]
    topics: tuple[str, ...]
    folds: NDArray[np.int64]


def fit(corpus: Corpus, make: Callable[[], RoutingModel]) -> RoutingModel:
    """Fit a fresh model on all items of a corpus."""
    return make().fit(
        corpus.described, corpus.topics, corpus.jurisdictions, corpus.regions, corpus.counts
    )


def score_out_of_fold(
    corpus: Corpus, folds: NDArray[np.int64], make: Callable[[], RoutingModel]
) -> OutOfFold:
    """Score each fold with a model fitted on the others."""
    scores: list[Scores | None] = [None] * len(corpus.items)
    regions = [""] * len(corpus.items)
    topics: tuple[str, ...] = ()
    for fold in range(int(folds.max()) + 1):
        fitted = fit(corpus.take(np.flatnonzero(folds != fold)), make)
        topics = topics or fitted.topics_
        if fitted.topics_ != topics:
            raise ValueError(f"fold {fold} lacks a topic; expected every topic in every fold")
        held_out = np.flatnonzero(folds == fold)
        of_fold = corpus.take(held_out)
        scored_items = fitted.score_each(of_fold.described, of_fold.counts)
        for at, scored in zip(held_out.tolist(), scored_items, strict=True):
            scores[at] = scored
            chosen = scored.codes[fitted.decide(scored).jurisdiction]
            regions[at] = fitted.region(corpus.described[at], chosen)
    return OutOfFold(tuple(one for one in scores if one is not None), tuple(regions), topics, folds)


def calibrate(
    corpus: Corpus, out_of_fold: OutOfFold, used: NDArray[np.bool_]
) -> tuple[float, float]:
    """Fit the temperatures of the two heads on some of the items.

    Returns
    -------
    topic temperature, jurisdiction temperature
    """
    at = np.flatnonzero(used).tolist()
    topic_scores = np.array([out_of_fold.scores[one].topics for one in at])
    topic_truth = np.array([out_of_fold.topics.index(corpus.items[one].topic) for one in at])
    return (
        fit_temperature(topic_scores, topic_truth),
        fit_temperature(*_jurisdiction_table(corpus, out_of_fold, at)),
    )


def _jurisdiction_table(
    corpus: Corpus, out_of_fold: OutOfFold, at: list[int]
) -> tuple[Floats, NDArray[np.int64]]:
    """Lay the items' candidates in one table, the right one in column 0."""
    width = max(len(out_of_fold.scores[one].codes) for one in at) + 1
    table = np.full((len(at), width), -np.inf)
    for row, one in enumerate(at):
        scored = out_of_fold.scores[one]
        truth = corpus.items[one].jurisdiction
        table[row, 0] = _UNKNOWN
        for column, (code, score) in enumerate(
            zip(scored.codes, scored.jurisdictions, strict=True)
        ):
            table[row, 0 if code == truth else column + 1] = score
    return table, np.zeros(len(at), dtype=np.int64)


def choose_threshold(confidence: Floats, correct: NDArray[np.bool_]) -> float:
    """Choose the lowest confidence from which on answers are right often enough.

    Parameters
    ----------
    confidence : probability of the chosen pair, shape (n_items,)
    correct : whether both labels were right, shape (n_items,)

    Returns
    -------
    a threshold in [0, 1] that `_MIN_COVERAGE` of the items reach, or more
    """
    order = np.argsort(-confidence, kind="stable")
    running = np.cumsum(correct[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(running >= _TARGET_ACCURACY)
    floor = int(len(order) * _MIN_COVERAGE) - 1
    last = max(int(enough[-1]) if len(enough) else 0, floor, 0)
    return float(confidence[order[last]])


def decide_out_of_fold(
    corpus: Corpus, out_of_fold: OutOfFold, make: Callable[[], RoutingModel]
) -> tuple[list[Decision], list[Calibration]]:
    """Decide each fold with a calibration and a threshold that other folds chose."""
    model = make()
    model.topics_ = out_of_fold.topics
    decisions: list[Decision | None] = [None] * len(corpus.items)
    calibrations = []
    for fold in range(int(out_of_fold.folds.max()) + 1):
        model.calibration_ = calibration_from(corpus, out_of_fold, model, out_of_fold.folds != fold)
        calibrations.append(model.calibration_)
        for at in np.flatnonzero(out_of_fold.folds == fold).tolist():
            decisions[at] = model.decide(out_of_fold.scores[at])
    return [one for one in decisions if one is not None], calibrations


def calibration_from(
    corpus: Corpus, out_of_fold: OutOfFold, model: RoutingModel, used: NDArray[np.bool_]
) -> Calibration:
    """Choose temperatures and threshold on some of the items."""
    topic_temperature, jurisdiction_temperature = calibrate(corpus, out_of_fold, used)
    model.calibration_ = Calibration(topic_temperature, jurisdiction_temperature)
    confidence, correct = [], []
    for at in np.flatnonzero(used).tolist():
        scored, item = out_of_fold.scores[at], corpus.items[at]
        decision = model.decide(scored)
        confidence.append(decision.confidence)
        right_topic = out_of_fold.topics[decision.topic] == item.topic
        correct.append(right_topic and scored.codes[decision.jurisdiction] == item.jurisdiction)
    threshold = choose_threshold(np.array(confidence), np.array(correct))
    return Calibration(topic_temperature, jurisdiction_temperature, threshold)
