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
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.term_counts import TermCounts, count_terms

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
        self._fitted_terms: tuple[str, ...] | None = None

    def fit(self, documents: Sequence[Sequence[str]] | TermCounts) -> TermVectorizer:
        """Learn the vocabulary and the document frequencies.

        Raises
        ------
        TypeError : a document is a string where a list of terms belongs
        ValueError : no term stands in `min_df` documents
        """
        counts = count_terms(documents)
        n_documents, n_terms = counts.table.shape
        frequency = np.bincount(counts.table.indices, minlength=n_terms)
        kept = np.flatnonzero(frequency >= self.min_df)
        if not len(kept):
            raise ValueError(f"no term stands in {self.min_df} documents; expected more documents")
        terms = [counts.terms[at] for at in kept.tolist()]
        self.vocabulary_ = {term: at for at, term in enumerate(terms)}
        # Folds share their terms: what is known of them need not be looked up again.
        self._fitted_terms = counts.terms
        self._fitted_columns = np.full(n_terms, -1)
        self._fitted_columns[kept] = np.arange(len(kept))
        self.idf_ = np.log((1 + n_documents) / (1 + frequency[kept])) + 1
        self.idf_[[term[0] == _CONCEPT for term in terms]] = 0
        return self

    def transform(self, documents: Sequence[Sequence[str]] | TermCounts) -> sparse.csr_array:
        """Weigh the known terms of each document.

        Returns
        -------
        shape (n_documents, n_terms); what is no concept has norm 1, or 0 where no term is known
        """
        from scipy import sparse  # late: see `fit_temperature`

        counts = count_terms(documents)
        found = counts.table.tocoo()
        columns = self._columns(counts.terms)[found.col]
        is_known = columns >= 0
        rows, columns, numbers = found.row[is_known], columns[is_known], found.data[is_known]
        weights = (1 + np.log(numbers)) * self.idf_[columns]
        norms = np.sqrt(np.bincount(rows, weights**2, minlength=found.shape[0]))
        values = np.where(
            weights == 0, self.concept_weight, weights / np.where(norms, norms, 1)[rows]
        )
        return sparse.csr_array((values, (rows, columns)), shape=(found.shape[0], len(self.idf_)))

    def _columns(self, terms: tuple[str, ...]) -> NDArray[np.int64]:
        """Give the column of each term, -1 for an unknown one."""
        if terms is self._fitted_terms:
            return self._fitted_columns
        return np.fromiter(map(self.vocabulary_.get, terms, repeat(-1)), dtype=np.int64)

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
