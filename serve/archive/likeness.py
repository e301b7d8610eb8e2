"""Signatures of reports, by which near-duplicates are found (MinHash, Broder 1997).

The share of equal numbers in two signatures estimates the share of character 5-grams that two
texts have in common (Jaccard index).
"""

import re
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from serve.archive.extras import extra

__all__ = ["N_BANDS", "Signature", "bands", "likeness", "signature"]

Signature = NDArray[np.uint32]

# Numbers of a signature, and bands that it is cut into: texts that share 7 of 10 of their 5-grams
# have a band in common with probability 0.99, those that share 3 of 10 with 0.12.
_N_NUMBERS = 64
N_BANDS = 16
_GRAM_CHARS = 5
# What is shorter than this, in letters and digits, is like only what is equal to it.
_MIN_CHARS = 40
_NOT_SAID = re.compile(r"[\W_]+")
# Reports say at their beginning what happened; the rest costs time.
_MAX_CHARS = 3000


def signature(text: str) -> Signature | None:
    """Return a text's signature, None for one that says nothing.

    Parameters
    ----------
    text : case, spaces and punctuation do not count
    """
    said = _NOT_SAID.sub("", text).lower()[:_MAX_CHARS]
    if not said:
        return None
    grams = {said[at : at + _GRAM_CHARS] for at in range(len(said) - _GRAM_CHARS + 1)}
    minhash = _empty().copy()
    minhash.update_batch([gram.encode() for gram in (grams if len(said) >= _MIN_CHARS else {said})])
    numbers: Signature = minhash.hashvalues.astype(np.uint32)
    return numbers


def likeness(one: Signature, other: Signature) -> float:
    """Estimate the share of 5-grams that two texts have in common, in [0, 1]."""
    return float(np.mean(one == other))


def bands(numbers: Signature) -> list[bytes]:
    """Return what two texts must have one of in common to be compared."""
    return [band.tobytes() for band in np.split(numbers, N_BANDS)]


@lru_cache
def _empty() -> Any:  # noqa: ANN401  (datasketch's type)
    return extra("datasketch").MinHash(num_perm=_N_NUMBERS, seed=1)
