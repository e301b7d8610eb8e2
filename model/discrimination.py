"""How well a term tells the labels apart, before any weight is learned.

The log-count ratio of Wang and Manning, "Baselines and Bigrams: Simple, Good Sentiment and Topic
Classification" (2012): terms that stand as often under every label are held down, and what the
head then learns leans on terms that speak. A linear head on scaled columns is a linear head on
the columns as they are, so nothing of this is left when a model answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["log_count_scale"]

Floats = NDArray[np.float64]
# A term that tells nothing keeps this share of the average weight.
_FLOOR = 0.5


def log_count_scale(weights: sparse.csr_array, labels: Sequence[str]) -> Floats:
    """Scale each term by its log-count ratio, averaged over the labels.

    r(t, label) = ln((p / |p|) / (q / |q|)), p and q the smoothed (by 1) numbers of items with and
    without the label that have the term t.

    Parameters
    ----------
    weights : shape (n_items, n_terms); a term is in an item where its weight is above 0
    labels : the right label of each item

    Returns
    -------
    shape (n_terms,), positive, with mean 1
    """
    present = (weights > 0).astype(np.float64)
    everywhere = np.asarray(present.sum(axis=0))
    truth = np.asarray(labels)
    ratios = []
    for label in np.unique(truth):
        inside = np.asarray(present[truth == label].sum(axis=0))
        with_label, without = inside + 1, everywhere - inside + 1
        ratios.append(
            np.abs(np.log(with_label / with_label.sum()) - np.log(without / without.sum()))
        )
    ratio = np.mean(ratios, axis=0)
    return np.asarray(_FLOOR + (1 - _FLOOR) * ratio / ratio.mean())
