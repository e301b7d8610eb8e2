"""The strongest terms of every label: where a leak would show."""

import numpy as np

from model.routing import RoutingModel

__all__ = ["strongest_terms"]


def strongest_terms(model: RoutingModel, n_terms: int = 30) -> dict[str, list[tuple[str, float]]]:
    """List for each topic and jurisdiction the terms with the largest weights.

    Returns
    -------
    label -> pairs of term and weight, largest first
    """
    terms = np.array(list(model.vectorizer_.vocabulary_), dtype=object)
    ranker = model.jurisdiction_
    tables = (
        (model.topics_, model.topic_coef_, terms),
        (tuple(ranker.classes_), ranker.own_, terms[model.words_]),
    )
    return {
        label: _largest(weights[:, column], names, n_terms)
        for labels, weights, names in tables
        for column, label in enumerate(labels)
    }


def _largest(weights: np.ndarray, names: np.ndarray, n_terms: int) -> list[tuple[str, float]]:
    order = np.argsort(-weights, kind="stable")[:n_terms]
    return [(str(names[at]), round(float(weights[at]), 4)) for at in order]
