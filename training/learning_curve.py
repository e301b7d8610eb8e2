"""Whether more events would still help: macro-F1 against the number of events fitted on."""

import hashlib
from typing import Any

import numpy as np
from sklearn.metrics import f1_score

from training.crossvalidate import fit
from training.experiment import Experiment

__all__ = ["learning_curve"]

_SHARES = (0.125, 0.25, 0.5, 1.0)


def learning_curve(experiment: Experiment) -> list[dict[str, Any]]:
    """Fit on growing shares of the events outside fold 0, and measure on fold 0.

    Returns
    -------
    for each share: `events`, `rows`, `topic_macro_f1`, `jurisdiction_accuracy`
    """
    folds = experiment.out_of_fold.folds
    tested = np.flatnonzero(folds == 0)
    order = np.array([_draw(item.event) for item in experiment.corpus.items])
    points = []
    for share in _SHARES:
        used = np.flatnonzero((folds != 0) & (order <= share))
        points.append(_point(experiment, used, tested))
    return points


def _draw(event: str) -> float:
    """Draw a number in [0, 1) for an event, always the same."""
    return int.from_bytes(hashlib.sha256(event.encode()).digest()[:6]) / 2**48


def _point(experiment: Experiment, used: np.ndarray, tested: np.ndarray) -> dict[str, Any]:
    corpus = experiment.corpus
    fitted = fit(corpus.take(used), experiment.make_model)
    fitted.calibration_ = experiment.calibration
    topics, right = [], 0
    for at in tested.tolist():
        scores = fitted.score(corpus.described[at])
        decision = fitted.decide(scores)
        topics.append(fitted.topics_[decision.topic])
        right += scores.codes[decision.jurisdiction] == corpus.items[at].jurisdiction
    truth = [corpus.items[at].topic for at in tested.tolist()]
    return {
        "events": len({corpus.items[at].event for at in used.tolist()}),
        "rows": len(used),
        "topic_macro_f1": float(f1_score(truth, topics, average="macro", zero_division=0.0)),
        "jurisdiction_accuracy": right / len(tested),
    }
