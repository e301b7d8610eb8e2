"""Whether more events would still help: macro-F1 against the number of events fitted on."""

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.decision import Scores
from model.routing import RoutingModel
from training.crossvalidate import fit
from training.experiment import Experiment
from training.metrics import by_label

__all__ = ["learning_curve"]

_SHARES = (0.125, 0.25, 0.5, 1.0)


def learning_curve(experiment: Experiment) -> list[dict[str, Any]]:
    """Fit on growing shares of the events outside fold 0, and measure on fold 0.

    Returns
    -------
    for each share: `events`, `rows`, `topic_macro_f1`, `jurisdiction_accuracy`; a share that is
    too small to have every topic is left out
    """
    folds = experiment.out_of_fold.folds
    tested = np.flatnonzero(folds == 0)
    order = np.array([_draw(item.event) for item in experiment.corpus.items])
    topics = set(experiment.corpus.topics)
    points = []
    for share in _SHARES:
        used = np.flatnonzero((folds != 0) & (order <= share))
        if {experiment.corpus.items[at].topic for at in used.tolist()} != topics:
            continue
        scores = _scores(experiment, used, tested) if share < 1 else _known(experiment, tested)
        points.append(_point(experiment, used, tested, *scores))
    return points


def _draw(event: str) -> float:
    """Draw a number in [0, 1) for an event, always the same."""
    return int.from_bytes(hashlib.sha256(event.encode()).digest()[:6]) / 2**48


def _scores(
    experiment: Experiment, used: NDArray[np.int64], tested: NDArray[np.int64]
) -> tuple[RoutingModel, list[Scores]]:
    """Fit on some items, and score others."""
    corpus = experiment.corpus
    fitted = fit(corpus.take(used), experiment.make_model)
    measured_on = corpus.take(tested)
    return fitted, list(fitted.score_each(measured_on.described, measured_on.counts))


def _known(experiment: Experiment, tested: NDArray[np.int64]) -> tuple[RoutingModel, list[Scores]]:
    """Return the scores of the whole share: cross-validation has fitted that model already."""
    model = experiment.make_model()
    model.topics_ = experiment.out_of_fold.topics
    return model, [experiment.out_of_fold.scores[at] for at in tested.tolist()]


def _point(
    experiment: Experiment,
    used: NDArray[np.int64],
    tested: NDArray[np.int64],
    model: RoutingModel,
    scores: list[Scores],
) -> dict[str, Any]:
    items = experiment.corpus.items
    model.calibration_ = experiment.calibration
    topics, right = [], 0
    for at, scored in zip(tested.tolist(), scores, strict=True):
        decision = model.decide(scored)
        topics.append(model.topics_[decision.topic])
        right += scored.codes[decision.jurisdiction] == items[at].jurisdiction
    truth = [items[at].topic for at in tested.tolist()]
    return {
        "events": len({items[at].event for at in used.tolist()}),
        "rows": len(used),
        "topic_macro_f1": float(np.mean([one["f1"] for one in by_label(truth, topics).values()])),
        "jurisdiction_accuracy": right / len(tested),
    }
