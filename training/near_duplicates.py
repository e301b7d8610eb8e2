"""Reports of different events that are nearly the same text, found by MinHash.

Broder, "On the resemblance and containment of documents" (1997). The overlap check of the
reader compares exact 8-grams of the smaller text; this one looks at the resemblance of whole
texts, by character 5-grams without digits, so that a template whose figures were changed shows.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from datasketch import MinHash, MinHashLSH

__all__ = ["NearDuplicate", "near_duplicates"]

_GRAM_CHARS = 5
_PERMUTATIONS = 64
_DIGITS = re.compile(r"\d+")


class NearDuplicate(NamedTuple):
    """Positions of two texts of different groups, `first < second`, and their resemblance."""

    first: int
    second: int
    resemblance: float


def near_duplicates(
    texts: Sequence[str], groups: Sequence[str], threshold: float = 0.6
) -> list[NearDuplicate]:
    """Find pairs of different groups whose estimated Jaccard resemblance reaches a threshold.

    A text shorter than a gram resembles only its equals.

    Parameters
    ----------
    texts : folded texts
    groups : the event of each
    threshold : in (0, 1)
    """
    index = MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS)
    signatures: list[MinHash] = []
    found = []
    for second, text in enumerate(texts):
        signature = MinHash(num_perm=_PERMUTATIONS, seed=1)
        signature.update_batch([gram.encode() for gram in sorted(_grams(text))])
        for first in sorted(index.query(signature)):
            resemblance = float(signature.jaccard(signatures[first]))
            if groups[first] != groups[second] and resemblance >= threshold:
                found.append(NearDuplicate(first, second, resemblance))
        index.insert(second, signature)
        signatures.append(signature)
    return found


def _grams(text: str) -> set[str]:
    plain = _DIGITS.sub("0", text)
    return {plain[at : at + _GRAM_CHARS] for at in range(max(1, len(plain) - _GRAM_CHARS + 1))}
