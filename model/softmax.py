"""Multinomial logistic regression: one set of weights for each label, on sparse rows.

    P(label | x) = exp(w_label . x + b_label) / sum of the same over all labels

The weights are those where C times the loss, plus half the sum of their squares, is least: what
scikit-learn's `LogisticRegression(C=C)` looks for too (a test holds the two together), in a
fifth of its time and closer to the minimum, because the steps are measured by how often a term
occurs. See `model.minimise`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.minimise import minimise

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Softmax", "fit_softmax"]

Floats = NDArray[np.float64]
# The second derivative of the loss by a score, p (1 - p), averaged over items and labels near
# the minimum, where most items are sure. Only the speed depends on it.
_BEND = 0.002


class Softmax(NamedTuple):
    """Fitted weights.

    Attributes
    ----------
    classes : labels, sorted
    coef : shape (n_terms, n_classes)
    intercept : shape (n_classes,), without a penalty
    """

    classes: tuple[str, ...]
    coef: Floats
    intercept: Floats


def fit_softmax(
    rows: sparse.csr_array,
    labels: Sequence[str],
    *,
    c: float,
    max_iter: int = 100,
    tolerance: float = 1e-5,
) -> Softmax:
    """Find the weights.

    Parameters
    ----------
    rows : shape (n_items, n_terms)
    labels : the right label of each item
    c : inverse penalty
    max_iter, tolerance : see `minimise`
    """
    classes, truth = np.unique(np.asarray(labels), return_inverse=True)
    n_classes = len(classes)
    gold = np.arange(len(truth)), truth
    columns = rows.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        coef, intercept = flat[:-n_classes].reshape(-1, n_classes), flat[-n_classes:]
        scores = rows @ coef
        scores += intercept
        scores -= scores.max(axis=1, keepdims=True)
        value = -scores[gold].sum()
        shares = np.exp(scores, out=scores)
        total = shares.sum(axis=1)
        value += np.log(total).sum() + 0.5 / c * float(np.vdot(coef, coef))
        shares /= total[:, None]
        shares[gold] -= 1
        slope = columns @ shares
        slope += coef / c
        return float(value), np.concatenate([slope.ravel(), shares.sum(axis=0)])

    squares = np.asarray(rows.multiply(rows).sum(axis=0)).ravel()
    of_terms = np.repeat(_BEND * squares + 1 / c, n_classes)
    curvature = np.concatenate([of_terms, np.full(n_classes, _BEND * len(truth) + 1 / c)])
    found = minimise(
        loss,
        np.zeros(len(curvature)),
        max_iter=max_iter,
        tolerance=tolerance,
        curvature=curvature,
    )
    coef = found[:-n_classes].reshape(-1, n_classes)
    return Softmax(tuple(map(str, classes)), coef, found[-n_classes:])
