"""Folds that keep the reports of one event, whatever their language, together."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.overlap import overlapping_pairs

__all__ = ["event_groups", "split_folds"]

# Texts of different events that share more of their 8-grams than this may tell the same story.
_NEAR = 0.25


def event_groups(texts: Sequence[str], events: Sequence[str]) -> list[str]:
    """Name the groups that must not be parted: events, joined where reports are near-copies.

    Parameters
    ----------
    texts : folded texts
    events : the event of each

    Returns
    -------
    for each text its group: the first event, by name, of those joined
    """
    first = {event: event for event in events}

    def root(event: str) -> str:
        while first[event] != event:
            event = first[event]
        return event

    for pair in overlapping_pairs(texts, events, _NEAR):
        one, other = sorted((root(events[pair.first]), root(events[pair.second])))
        first[other] = one
    return [root(event) for event in events]


def split_folds(groups: Sequence[str], n_folds: int, random_state: int) -> NDArray[np.int64]:
    """Assign each item to a fold by its group.

    A group's fold depends on its name and the seed alone. So it stays where it is while labels
    grow, and two versions can be compared on the same folds.

    Raises
    ------
    ValueError : there are so few groups that a fold would be empty

    Returns
    -------
    fold numbers from 0, shape (n_items,)
    """
    folds = np.array([_fold(group, n_folds, random_state) for group in groups], dtype=np.int64)
    empty = sorted(set(range(n_folds)) - set(folds.tolist()))
    if empty:
        raise ValueError(
            f"{len(set(groups))} event(s) leave {len(empty)} of {n_folds} folds empty; "
            "expected more events or fewer folds"
        )
    return folds


def _fold(group: str, n_folds: int, random_state: int) -> int:
    digest = hashlib.sha256(f"{random_state}:{group}".encode()).digest()
    return int.from_bytes(digest[:8]) % n_folds
