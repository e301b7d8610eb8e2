"""Texts of different events that share much of their wording: rows filled from a template."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

__all__ = ["OverlappingPair", "overlapping_pairs"]

_GRAM_CHARS = 8
# An odd number with bits everywhere (the golden ratio), so that grams rarely share a hash.
_HASH_BASE = np.uint64(0x9E3779B97F4A7C15)
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
    hashed, sizes = _hashed_grams(texts)
    grams = _only_shared(hashed, len(texts))
    codes = np.unique(np.asarray(groups), return_inverse=True)[1]
    pairs: list[OverlappingPair] = []
    for begin in range(0, len(texts), _BLOCK_ROWS):
        shared = (grams[begin : begin + _BLOCK_ROWS] @ grams.T).tocoo()
        second, first = shared.row + begin, shared.col
        share = shared.data / np.minimum(sizes[first], sizes[second])
        wanted = (share > least) & (first < second) & (codes[first] != codes[second])
        pairs += _most_shared(first[wanted], second[wanted], share[wanted])
    return tuple(pairs)


def _only_shared(
    hashed: tuple[NDArray[np.int64], NDArray[np.uint64]], n_texts: int
) -> sparse.csr_array:
    """Drop the grams that stand in one text only, and number the others from 0."""
    row, gram = hashed
    _, column, count = np.unique(gram, return_inverse=True, return_counts=True)
    shared = count[column] > 1
    number = (np.cumsum(count > 1) - 1)[column][shared]
    shape = (n_texts, int((count > 1).sum()))
    ones = np.ones(int(shared.sum()), dtype=np.int32)
    return sparse.csr_array((ones, (row[shared], number)), shape=shape)


def _hashed_grams(
    texts: Sequence[str],
) -> tuple[tuple[NDArray[np.int64], NDArray[np.uint64]], NDArray[np.int64]]:
    """Hash the different 8-grams of each text.

    Returns
    -------
    text and hash of each gram, and how many each text has
    """
    padded = [text.ljust(_GRAM_CHARS, "\x00") for text in texts]
    characters = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    # One polynomial for all places of all texts at once; what runs over 64 bits is dropped.
    n_grams = len(characters) - _GRAM_CHARS + 1
    hashes = np.zeros(n_grams, dtype=np.uint64)
    for at in range(_GRAM_CHARS):
        hashes *= _HASH_BASE
        hashes += characters[at : at + n_grams]
    lengths = np.array([len(text) for text in padded])
    row = np.repeat(np.arange(len(texts)), lengths)
    whole = row[:n_grams] == row[_GRAM_CHARS - 1 :]
    row, hashes = row[:n_grams][whole], hashes[whole]
    order = np.lexsort((hashes, row))
    row, hashes = row[order], hashes[order]
    first = np.ones(len(row), dtype=bool)
    first[1:] = (row[1:] != row[:-1]) | (hashes[1:] != hashes[:-1])
    row, hashes = row[first], hashes[first]
    return (row, hashes), np.bincount(row, minlength=len(texts))


def _most_shared(first: np.ndarray, second: np.ndarray, share: np.ndarray) -> list[OverlappingPair]:
    best: dict[int, OverlappingPair] = {}
    for one, other, part in zip(first.tolist(), second.tolist(), share.tolist(), strict=True):
        if other not in best or part > best[other].share:
            best[other] = OverlappingPair(one, other, part)
    return [best[at] for at in sorted(best)]
