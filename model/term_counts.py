"""How often each document has each term: counted once, and taken apart for every fold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["TermCounts", "count_terms"]


@dataclass(frozen=True, slots=True)
class TermCounts:
    """Counts of documents.

    Attributes
    ----------
    terms : all terms of all documents, sorted
    table : shape (n_documents, n_terms), columns in the order of `terms`
    """

    terms: tuple[str, ...]
    table: sparse.csr_array

    def take(self, positions: NDArray[np.int64]) -> TermCounts:
        """Return the documents at some positions; the terms stay."""
        return TermCounts(self.terms, self.table[positions])


def count_terms(documents: Sequence[Sequence[str]] | TermCounts) -> TermCounts:
    """Count the terms of each document.

    Parameters
    ----------
    documents : a list of terms for each document, or what this function made of them

    Raises
    ------
    TypeError : a document is a string where a list of terms belongs
    """
    if isinstance(documents, TermCounts):
        return documents
    from scipy import sparse  # late: see `fit_temperature`

    if any(isinstance(document, str) for document in documents):
        raise TypeError("a document is a string; expected a list of terms for each document")
    terms = sorted(set(chain.from_iterable(documents)))
    column = {term: at for at, term in enumerate(terms)}
    lengths = [len(document) for document in documents]
    columns = np.fromiter(map(column.__getitem__, chain.from_iterable(documents)), dtype=np.int32)
    rows = np.repeat(np.arange(len(documents), dtype=np.int32), lengths)
    # What stands there several times is summed.
    table = sparse.csr_array(
        (np.ones(len(columns)), (rows, columns)), shape=(len(documents), len(terms))
    )
    return TermCounts(tuple(terms), table)
