"""Whether a jurisdiction is recognised of which the model never saw a row."""

from typing import Any

import numpy as np

from training.crossvalidate import fit
from training.experiment import Experiment

__all__ = ["leave_out_jurisdictions"]

# A jurisdiction with fewer rows says too little.
_MIN_ROWS = 30


def leave_out_jurisdictions(experiment: Experiment) -> dict[str, Any]:
    """Fit without each jurisdiction's rows, and test on them.

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


def _accuracy_without(experiment: Experiment, left_out: np.ndarray) -> float:
    corpus = experiment.corpus
    fitted = fit(corpus.take(np.flatnonzero(~left_out)), experiment.make_model)
    fitted.calibration_ = experiment.calibration
    right = 0
    for at in np.flatnonzero(left_out).tolist():
        scores = fitted.score(corpus.described[at])
        chosen = scores.codes[fitted.decide(scores).jurisdiction]
        right += chosen == corpus.items[at].jurisdiction
    return right / int(left_out.sum())
