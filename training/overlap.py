"""Texts of different events that share much of their wording: rows filled from a template."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

__all__ = ["OverlappingPair", "overlapping_pairs"]

_GRAM_CHARS = 8
# Pairs that share less than this nobody asks about.
_LEAST_SHARE = 0.25
# Rows compared at a time, which bounds the memory that the products take.
_BLOCK_ROWS = 1000


class OverlappingPair(NamedTuple):
    """Positions of two texts, `first < second`, and the share of 8-grams of the smaller one."""

    first: int
    second: int
    share: float


def overlapping_pairs(
    texts: Sequence[str], groups: Sequence[str], max_share: float
) -> list[OverlappingPair]:
    """Find pairs of different groups that share more than `max_share` of their 8-grams.

    The share is counted against the text with fewer different 8-grams. A text shorter than
    eight characters has one gram, itself.

    Parameters
    ----------
    texts : normalised texts
    groups : the event of each text
    max_share : in [0, 1]

    Returns
    -------
    for each text the pair with the earlier text that it shares most with, by position
    """
    # The template check and the folds ask about the same texts, with limits of their own: what
    # the lower one finds is kept for the other.
    found = _closest(tuple(texts), tuple(groups), min(max_share, _LEAST_SHARE))
    return [pair for pair in found if pair.share > max_share]


@lru_cache(maxsize=1)
def _closest(
    texts: tuple[str, ...], groups: tuple[str, ...], least: float
) -> tuple[OverlappingPair, ...]:
    """Find for each text the pair that it shares most in, if that is more than the least."""
    if not texts:
        return ()
    padded = [text.ljust(_GRAM_CHARS, "\x00") for text in texts]
    vectorizer = HashingVectorizer(
        analyzer=_grams, n_features=2**28, norm=None, alternate_sign=False, binary=True
    )
    hashed = sparse.csr_array(vectorizer.transform(padded), dtype=np.int32)
    sizes = np.diff(hashed.indptr)
    grams = _only_shared(hashed)
    codes = np.unique(np.asarray(groups), return_inverse=True)[1]
    pairs: list[OverlappingPair] = []
    for begin in range(0, len(texts), _BLOCK_ROWS):
        shared = (grams[begin : begin + _BLOCK_ROWS] @ grams.T).tocoo()
        second, first = shared.row + begin, shared.col
        share = shared.data / np.minimum(sizes[first], sizes[second])
        wanted = (share > least) & (first < second) & (codes[first] != codes[second])
        pairs += _most_shared(first[wanted], second[wanted], share[wanted])
    return tuple(pairs)


def _only_shared(grams: sparse.csr_array) -> sparse.csr_array:
    """Drop the grams that stand in one text only, and number the others from 0."""
    _, column, count = np.unique(grams.indices, return_inverse=True, return_counts=True)
    shared = count[column] > 1
    number = (np.cumsum(count > 1) - 1)[column][shared]
    row = np.repeat(np.arange(grams.shape[0]), np.diff(grams.indptr))[shared]
    shape = (grams.shape[0], int((count > 1).sum()))
    return sparse.csr_array((np.ones(len(row), dtype=np.int32), (row, number)), shape=shape)


def _grams(text: str) -> list[str]:
    return [text[at : at + _GRAM_CHARS] for at in range(len(text) - _GRAM_CHARS + 1)]


def _most_shared(first: np.ndarray, second: np.ndarray, share: np.ndarray) -> list[OverlappingPair]:
    best: dict[int, OverlappingPair] = {}
    for one, other, part in zip(first.tolist(), second.tolist(), share.tolist(), strict=True):
        if other not in best or part > best[other].share:
            best[other] = OverlappingPair(one, other, part)
    return [best[at] for at in sorted(best)]
