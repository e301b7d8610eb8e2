"""Pairs of words to rows: a hash table that is looked up for all pairs of a text at once.

Pagh and Rodler, "Cuckoo hashing" (2004): a key stands at one of two places, so that a look-up
is two steps of plain array arithmetic, whatever the key.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["PairTable"]

Ints = NDArray[np.int64]
# Odd multipliers of multiply-shift hashing, from the digits of the golden ratio and of pi.
_MULTIPLIERS = 0x9E3779B97F4A7C15, 0x243F6A8885A308D3
# Rounds of moving keys to their other place; a table that is a quarter full needs about ten.
_ROUNDS = 100
_NO_KEY = -1


class PairTable:
    """Numbers pairs from 1, in the order in which they are given.

    Parameters
    ----------
    firsts, seconds : the words of each pair, as numbers from 1; shape (n_pairs,)
    """

    def __init__(self, firsts: Ints, seconds: Ints) -> None:
        # Position 0 stands for no pair, and has a key that no pair has.
        self._keys = np.concatenate([[_NO_KEY], _key(firsts, seconds)])
        bits = max(4, int(2 * len(self._keys)).bit_length())
        self._shift = np.uint64(64 - bits)
        multipliers: tuple[int, ...] = _MULTIPLIERS
        while not self._fill(bits, multipliers):
            multipliers = tuple(3 * one % 2**64 for one in multipliers)

    def find(self, firsts: Ints, seconds: Ints) -> Ints:
        """Look up pairs.

        Parameters
        ----------
        firsts, seconds : numbers of words, 0 for an unknown one; shape (n,)

        Returns
        -------
        their numbers, 0 for an unknown one; shape (n,)
        """
        keys = _key(firsts, seconds)
        first, second = (self._tables[at].take(self._places(keys, at)) for at in range(2))
        first *= self._keys.take(first) == keys
        second *= self._keys.take(second) == keys
        return np.add(first, second, dtype=np.int64)

    def _fill(self, bits: int, multipliers: tuple[int, ...]) -> bool:
        """Give each key a place; tell whether all have one."""
        self._multipliers = [np.uint64(one) for one in multipliers]
        self._tables = [np.zeros(1 << bits, dtype=np.int32) for _ in range(2)]
        homeless = np.arange(1, len(self._keys), dtype=np.int32)
        for turn in range(_ROUNDS):
            table = self._tables[turn % 2]
            places = self._places(self._keys[homeless], turn % 2)
            evicted = np.unique(table[places])
            table[places] = homeless
            left_out = homeless[table[places] != homeless]
            homeless = np.concatenate([evicted[evicted > 0], left_out])
            if not len(homeless):
                return True
        return False

    def _places(self, keys: Ints, which: int) -> NDArray[np.intp]:
        return (keys.view(np.uint64) * self._multipliers[which] >> self._shift).view(np.intp)


def _key(firsts: Ints, seconds: Ints) -> Ints:
    return (firsts << 32) | seconds
