"""Probabilities that can be trusted: temperature scaling, and how far off they are.

Guo et al., "On calibration of modern neural networks" (2017).
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["expected_calibration_error", "fit_temperature", "softmax"]

Floats = NDArray[np.float64]
_BINS = 10


class _Bounded(Protocol):
    x: float


def softmax(scores: Floats) -> Floats:
    """Turn logits into probabilities.

    Parameters
    ----------
    scores : shape (..., n_classes); -inf for a class that is ruled out, not for all of a row

    Returns
    -------
    same shape, last axis sums to 1
    """
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    probabilities: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return probabilities


def fit_temperature(scores: Floats, truth: NDArray[np.int64]) -> float:
    """Find the temperature T that makes softmax(scores / T) most likely.

    Parameters
    ----------
    scores : logits of items that the weights were not fitted on, shape (n_items, n_classes)
    truth : column of the right class of each, shape (n_items,)

    Returns
    -------
    T in [0.05, 20]; above 1 the scores were too sure
    """
    # SciPy and scikit-learn are imported where something is fitted: to load a model and answer
    # needs neither, and they take a second to import.
    from scipy.optimize import minimize_scalar

    shifted = scores - scores.max(axis=1, keepdims=True)
    of_truth = shifted[np.arange(len(truth)), truth]
    room = np.empty_like(shifted)  # one table for all steps: new ones cost as much as the logits

    def loss(log_temperature: float) -> float:
        temperature = np.exp(log_temperature)
        sums = np.exp(np.divide(shifted, temperature, out=room), out=room).sum(axis=1)
        return float((np.log(sums) - of_truth / temperature).mean())

    found: _Bounded = minimize_scalar(loss, bounds=(np.log(0.05), np.log(20)), method="bounded")
    return float(np.exp(found.x))


def expected_calibration_error(confidence: Floats, correct: NDArray[np.bool_]) -> float:
    """Average gap between confidence and accuracy over ten equally wide bins.

    Naeini et al., "Obtaining well calibrated probabilities using Bayesian binning" (2015).

    Parameters
    ----------
    confidence : in [0, 1], shape (n_items,)
    correct : whether the item was right, shape (n_items,)

    Returns
    -------
    in [0, 1]; 0 for no items
    """
    if not len(confidence):
        return 0.0
    bins = np.minimum((confidence * _BINS).astype(np.int64), _BINS - 1)
    count = np.bincount(bins, minlength=_BINS)
    gap = np.abs(
        np.bincount(bins, weights=confidence, minlength=_BINS)
        - np.bincount(bins, weights=correct.astype(np.float64), minlength=_BINS)
    )
    return float(gap.sum() / count.sum())
