"""Whether a jurisdiction is recognised of which the model never saw a row."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.experiment import Experiment

__all__ = ["leave_out_jurisdictions"]

# A jurisdiction with fewer rows says too little.
_MIN_ROWS = 30


def leave_out_jurisdictions(experiment: Experiment) -> dict[str, Any]:
    """Fit the jurisdiction head without each jurisdiction's rows, and test it on them.

    Returns
    -------
    `accuracy` by code, and their `median` and `lowest`
    """
    labels = np.array(experiment.corpus.jurisdictions)
    codes, counts = np.unique(labels, return_counts=True)
    accuracy = {
        str(code): _accuracy_without(experiment, labels == code)
        for code in codes[counts >= _MIN_ROWS].tolist()
    }
    values = list(accuracy.values())
    return {
        "accuracy": accuracy,
        "median": float(np.median(values)) if values else 0.0,
        "lowest": min(values, default=0.0),
    }


def _accuracy_without(experiment: Experiment, left_out: NDArray[np.bool_]) -> float:
    corpus = experiment.corpus
    seen = corpus.take(np.flatnonzero(~left_out))
    model = experiment.make_model().fit_jurisdictions(
        seen.described, seen.jurisdictions, seen.counts
    )
    right = 0
    for at in np.flatnonzero(left_out).tolist():
        scores = model.score_jurisdictions(corpus.described[at])
        right += max(scores, key=lambda code: scores[code]) == corpus.items[at].jurisdiction
    return right / int(left_out.sum())
