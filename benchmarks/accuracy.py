"""Figure 6: macro-F1 beside speed, on the same folds."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

from benchmarks.figure import Figure
from benchmarks.peers import FastText, Usual, has_fasttext, joined
from model.segment import load_jieba
from training.experiment import run_experiment
from training.settings import TrainingSettings

__all__ = ["accuracy"]

# Two folds: the peers see half of the items, and so do we.
_FOLDS = 2
_HEADS = ("topic", "jurisdiction")


class _PerHead:
    """A scikit-learn pipeline for each head."""

    def __init__(self, classifier: type) -> None:
        self.classifier = classifier

    def fit(self, texts: Sequence[str], *heads: Sequence[str]) -> "_PerHead":
        """Fit one pipeline for each sequence of labels."""
        self.heads = [
            make_pipeline(
                TfidfVectorizer(tokenizer=load_jieba(), token_pattern=None), self.classifier()
            ).fit(texts, list(labels))
            for labels in heads
        ]
        return self

    def predict(self, texts: Sequence[str]) -> list[list[str]]:
        """Give the labels of all texts, head by head."""
        return [head.predict(texts).tolist() for head in self.heads]


def accuracy(models: Path, labels: Path) -> Iterator[Figure]:
    """Measure ours and the peers by cross-validation on the same folds."""
    experiment = run_experiment(TrainingSettings(labels, _FOLDS))
    items, folds = experiment.labels.items, experiment.out_of_fold.folds
    texts = [joined(item) for item in items]
    truth = [[item.topic for item in items], [item.jurisdiction for item in items]]
    ours = [experiment.measured[head]["macro_f1"] for head in _HEADS]
    peers: dict[str, Callable[[], Any]] = {
        "usual pipeline": Usual,
        "naive Bayes": lambda: _PerHead(MultinomialNB),
        "dummy": lambda: _PerHead(DummyClassifier),
    }
    if has_fasttext():
        peers["fastText"] = FastText
    scores = {name: _scores(make, texts, truth, folds) for name, make in peers.items()}
    for at, head in enumerate(_HEADS):
        told = ", ".join(f"{name} {score[at]:.3f}" for name, score in scores.items())
        best = max(score[at] for score in scores.values())
        yield Figure(f"6{'ab'[at]}", f"{head} macro-F1, ours", ours[at], "", best, detail=told)


def _scores(
    make: Callable[[], Any], texts: list[str], truth: list[list[str]], folds: NDArray[np.int64]
) -> list[float]:
    answers = [np.empty(len(texts), dtype=object) for _ in truth]
    for fold in range(int(folds.max()) + 1):
        fitted_on, held_out = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        heads = [[labels[at] for at in fitted_on] for labels in truth]
        peer = make().fit([texts[at] for at in fitted_on], *heads)
        for answer, given in zip(
            answers, peer.predict([texts[at] for at in held_out]), strict=True
        ):
            answer[held_out] = given
    return [
        float(f1_score(right, answer.tolist(), average="macro", zero_division=0.0))
        for right, answer in zip(truth, answers, strict=True)
    ]
