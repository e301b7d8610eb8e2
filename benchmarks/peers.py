"""What a user would pick instead: fastText, and the usual scikit-learn pipeline."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from model.normalise import normalise
from model.segment import load_jieba
from model.tokens import words
from training.labels import LabelledItem

__all__ = ["FastText", "Usual", "has_fasttext", "joined", "segmented"]

Labels = Sequence[str]


def joined(row: LabelledItem) -> str:
    """Title and text as one."""
    return f"{row.title}\n{row.text}".strip()


def segmented(text: str) -> str:
    """Normalise and cut a text as we do, with spaces between words, as fastText wants it."""
    return " ".join(words(normalise(text).text)).replace("\n", " ")


def has_fasttext() -> bool:
    """Whether fastText is installed: `pip install regwire[bench]`."""
    try:
        import fasttext  # noqa: F401
    except ImportError:
        return False
    return True


class FastText:
    """One supervised fastText model for each head, fed by our segmenter."""

    def fit(self, texts: Sequence[str], *heads: Labels) -> "FastText":
        """Train one model for each sequence of labels."""
        lines = [segmented(text) for text in texts]
        self.models = [_train_fasttext(lines, labels) for labels in heads]
        return self

    def predict(self, texts: Sequence[str]) -> list[list[str]]:
        """Give the labels of all texts, head by head."""
        lines = [segmented(text) for text in texts]
        return [
            [labels[0].removeprefix("__label__") for labels in model.predict(lines)[0]]
            for model in self.models
        ]

    def predict_one(self, text: str) -> list[str]:
        """Give the labels of one text."""
        line = segmented(text)
        # `model.predict(line)` of the Python wrapper fails with NumPy 2 in some of its wheels;
        # what it calls is called here, which is also faster.
        return [model.f.predict(f"{line}\n", 1, 0.0, "strict")[0][1] for model in self.models]


def _train_fasttext(lines: Sequence[str], labels: Labels) -> Any:  # noqa: ANN401
    import fasttext

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.txt"
        rows = (f"__label__{label} {line}" for label, line in zip(labels, lines, strict=True))
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        # Epochs and rate of fastText's own tutorial on news-sized data; one thread, one seed.
        return fasttext.train_supervised(
            str(path), wordNgrams=2, dim=50, epoch=25, lr=0.5, thread=1, seed=0, verbose=0
        )


class Usual:
    """TF-IDF of jieba's words and word pairs, and one logistic regression for each head."""

    def __init__(self, tokenizer: Callable[[str], list[str]] | None = None) -> None:
        self.tokenizer = tokenizer or load_jieba()

    def fit(self, texts: Sequence[str], *heads: Labels) -> "Usual":
        """Fit the vectoriser and one regression for each sequence of labels."""
        self.vectorizer = TfidfVectorizer(
            tokenizer=self.tokenizer, token_pattern=None, ngram_range=(1, 2), min_df=2
        )
        rows = self.vectorizer.fit_transform(texts)
        self.heads = [LogisticRegression(max_iter=100).fit(rows, list(labels)) for labels in heads]
        return self

    def predict(self, texts: Sequence[str]) -> list[list[str]]:
        """Give the labels of all texts, head by head."""
        rows = self.vectorizer.transform(texts)
        return [np.asarray(head.predict(rows)).tolist() for head in self.heads]

    def predict_one(self, text: str) -> list[str]:
        """Give the labels of one text."""
        return [labels[0] for labels in self.predict([text])]
