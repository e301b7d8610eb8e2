"""The terms of a model as row numbers: words first, then pairs of words, then all others."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from model.vectorizer import TermVectorizer

__all__ = ["Index"]

Ints = NDArray[np.int64]
_WORD, _PAIR, _OTHER = range(3)


class Index:
    """Numbers terms from 1; row 0 stands for no term, and weighs nothing.

    Parameters
    ----------
    vectorizer : fitted

    Attributes
    ----------
    terms : the term of each row
    rows : term -> row, for all but pairs of words
    words : the terms that are one token -> row
    others : the terms that are neither a token nor two
    n_words : rows of words are 1 to n_words
    first_other : the row of the first of `others`
    step : see `pairs`
    bits : a row is below 2 ** bits
    lead : shape (n_rows,), the row of the same term in a title, 0 for none
    lead_of : the same as a dictionary, of those that have one
    column : shape (n_rows,), the column of each term in the model; that of row 0 means nothing
    """

    def __init__(self, vectorizer: TermVectorizer) -> None:
        vocabulary = vectorizer.vocabulary_
        names = list(vocabulary)
        columns = np.fromiter(vocabulary.values(), np.int64, len(names))
        kinds = [_kind(term) for term in names]
        # Frequent ones first: what most texts look up lies close together in memory.
        order = np.lexsort((columns, vectorizer.idf_[columns], np.array(kinds)))
        self.n_words = kinds.count(_WORD)
        self.terms = ["", *map(names.__getitem__, order.tolist())]
        self.column = np.concatenate([[0], columns[order]])
        rows = dict(zip(self.terms[1:], range(1, len(self.terms)), strict=True))
        words = self.terms[1 : self.n_words + 1]
        self.words = dict(zip(words, range(1, self.n_words + 1), strict=True))
        self.first_other = self.n_words + 1 + kinds.count(_PAIR)
        self._number_pairs(self.terms[self.n_words + 1 : self.first_other])
        self.others = self.terms[self.first_other :]
        self._number_lead(rows)
        # Pairs of words have a table of their own; as strings they take twice as much memory.
        self.rows = self.words | {term: rows[term] for term in self.others}
        self.bits = len(self.terms).bit_length()

    def pairs(self, keys: Iterable[int]) -> list[int]:
        """Give the rows of pairs of words, 0 for none.

        Parameters
        ----------
        keys : row of the first word times `step`, plus row of the second
        """
        return list(map(self._pairs.get, keys, repeat(0)))

    def pairs_in(self, words: Sequence[int]) -> list[int]:
        """Give the rows of the pairs of words that follow each other, one less than words."""
        step = self.step
        return self.pairs([word * step + after for word, after in pairwise(words)])

    def _number_pairs(self, pairs: list[str]) -> None:
        # One number for both words: a tuple of two takes twice the memory and time.
        self.step = self.n_words + 1
        step, known = self.step, self.words
        parts = (pair.partition(" ") for pair in pairs)
        keys = (known[first] * step + known[second] for first, _, second in parts)
        self._pairs = dict(zip(keys, range(step, step + len(pairs)), strict=True))

    def _number_lead(self, rows: dict[str, int]) -> None:
        marked = [term for term in self.others if term[0] == "^"]
        same = [rows[term[1:]] for term in marked]
        self.lead = np.zeros(len(self.terms), dtype=np.int64)
        self.lead_of = {row: rows[term] for row, term in zip(same, marked, strict=True)}
        self.lead[same] = list(self.lead_of.values())


def _kind(term: str) -> int:
    """Tell a word, a pair of words, and others; a percent sign is a word, and begins concepts."""
    if term[0] in "^@":
        return _OTHER
    if " " in term:
        return _PAIR
    return _WORD if term[0] != "%" or term == "%" else _OTHER
