"""What a model has to beat: guessing, and the pipeline that a user would write."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from model.segment import load_jieba
from training.labels import LabelledItem

__all__ = ["measure_baselines"]


def measure_baselines(
    items: Sequence[LabelledItem], folds: NDArray[np.int64]
) -> dict[str, dict[str, dict[str, float]]]:
    """Cross-validate the baselines on given folds.

    Returns
    -------
    baseline -> head -> accuracy and macro_f1
    """
    words = np.array([" ".join(load_jieba()(f"{item.title} {item.text}")) for item in items])
    truths = {
        "topic": np.array([item.topic for item in items]),
        "jurisdiction": np.array([item.jurisdiction for item in items]),
    }
    return {
        name: {head: _score(make, words, truth, folds) for head, truth in truths.items()}
        for name, make in (("dummy", _dummy), ("plain pipeline", _plain))
    }


def _dummy() -> Any:  # noqa: ANN401  (scikit-learn has no types)
    return DummyClassifier(strategy="prior")


def _plain() -> Any:  # noqa: ANN401
    # One label after the other: a logistic regression of all 111 jurisdictions at once over all
    # pairs of words takes 8 GB and most of an hour.
    return make_pipeline(TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\S+"), LinearSVC())


def _score(
    make: Any,  # noqa: ANN401
    words: NDArray[np.str_],
    truth: NDArray[np.str_],
    folds: NDArray[np.int64],
) -> dict[str, float]:
    answer = np.empty_like(truth)
    for fold in range(int(folds.max()) + 1):
        held_out = folds == fold
        fitted = make().fit(words[~held_out], truth[~held_out])
        answer[held_out] = fitted.predict(words[held_out])
    return {
        "accuracy": float(accuracy_score(truth, answer)),
        "macro_f1": float(f1_score(truth, answer, average="macro", zero_division=0.0)),
    }
