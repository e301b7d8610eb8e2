"""Which items a person should look at next."""

from collections.abc import Sequence
from itertools import zip_longest

from serve.corrections.correction import KeptItem

__all__ = ["diverse"]


def diverse(waiting: Sequence[KeptItem]) -> list[KeptItem]:
    """Take turns between topics and jurisdictions, so that a queue of one kind hides no other.

    Parameters
    ----------
    waiting : least certain first; stays so within each kind
    """
    kinds: dict[tuple[str, str], list[KeptItem]] = {}
    for item in waiting:
        kinds.setdefault((item.topic, item.jurisdiction), []).append(item)
    return [item for turn in zip_longest(*kinds.values()) for item in turn if item is not None]
