"""Terms to TF-IDF rows: sublinear term frequency, smoothed inverse document frequency, L2 norm.

    tf(t) = 1 + ln(count of t in the item)
    idf(t) = ln((1 + n_items) / (1 + items with t)) + 1

A concept (a term that begins with `%`) is a flat indicator instead: it weighs the same in
every item that has it, and is outside the norm.

Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988); the same
figures as scikit-learn's `TfidfVectorizer(sublinear_tf=True)`, held to it by a test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["TermVectorizer"]

Floats = NDArray[np.float64]
_CONCEPT = "%"


class TermVectorizer:
    """Turn lists of terms into TF-IDF rows.

    Parameters
    ----------
    min_df : a term has to stand in as many items to be kept
    concept_weight : what a concept weighs

    Attributes
    ----------
    vocabulary_ : term -> column, columns in the order of the sorted terms
    idf_ : shape (n_terms,); 0 marks a concept
    """

    def __init__(self, *, min_df: int = 2, concept_weight: float = 0.1) -> None:
        self.min_df = min_df
        self.concept_weight = concept_weight

    def fit(self, documents: Sequence[Sequence[str]]) -> TermVectorizer:
        """Learn the vocabulary and the document frequencies.

        Raises
        ------
        TypeError : a document is a string where a list of terms belongs
        ValueError : no term stands in `min_df` documents
        """
        if any(isinstance(document, str) for document in documents):
            raise TypeError("a document is a string; expected a list of terms for each document")
        frequency = Counter(term for document in documents for term in set(document))
        kept = sorted(term for term, count in frequency.items() if count >= self.min_df)
        if not kept:
            raise ValueError(f"no term stands in {self.min_df} documents; expected more documents")
        self.vocabulary_ = {term: at for at, term in enumerate(kept)}
        counts = np.array([frequency[term] for term in kept], dtype=np.float64)
        self.idf_ = np.log((1 + len(documents)) / (1 + counts)) + 1
        self.idf_[[term[0] == _CONCEPT for term in kept]] = 0
        return self

    def transform(self, documents: Iterable[Iterable[str]]) -> sparse.csr_array:
        """Weigh the known terms of each document.

        Returns
        -------
        shape (n_documents, n_terms); what is no concept has norm 1, or 0 where no term is known
        """
        from scipy import sparse  # late: see `fit_temperature`

        columns, values, pointers = [], [], [0]
        for document in documents:
            column, value = self.weigh(document)
            columns.append(column)
            values.append(value)
            pointers.append(pointers[-1] + len(column))
        return sparse.csr_array(
            (
                np.concatenate([*values, []]),
                np.concatenate([*columns, np.empty(0, np.int64)]),
                pointers,
            ),
            shape=(len(pointers) - 1, len(self.vocabulary_)),
        )

    def weigh(self, document: Iterable[str]) -> tuple[NDArray[np.int64], Floats]:
        """Weigh the known terms of one document.

        Returns
        -------
        columns, ascending, and their weights; both of shape (n_known_terms,)
        """
        known = self.vocabulary_
        counts = Counter(at for term in document if (at := known.get(term)) is not None)
        columns = np.array(sorted(counts), dtype=np.int64)
        frequency = np.array([counts[at] for at in columns.tolist()], dtype=np.float64)
        weights = (1 + np.log(frequency)) * self.idf_[columns]
        norm = np.sqrt(weights @ weights)
        return columns, np.where(weights == 0, self.concept_weight, weights / (norm or 1.0))
