"""Labelled items made ready for fitting: read once, fitted on many times."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.reading import Reader, read
from model.routing import Described, describe
from model.term_counts import TermCounts, count_terms
from training.labels import LabelledItem

__all__ = ["Corpus", "describe_items"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Items, what the heads see of them, and how often they have each term, in the same order."""

    items: tuple[LabelledItem, ...]
    described: tuple[Described, ...]
    counts: TermCounts

    @property
    def topics(self) -> list[str]:
        """Topic of each item."""
        return [item.topic for item in self.items]

    @property
    def jurisdictions(self) -> list[str]:
        """Jurisdiction of each item."""
        return [item.jurisdiction for item in self.items]

    @property
    def regions(self) -> list[str]:
        """Region of each item, or empty."""
        return [item.region for item in self.items]

    def take(self, positions: NDArray[np.int64]) -> "Corpus":
        """Return the items at some positions."""
        chosen = positions.tolist()
        return Corpus(
            tuple(self.items[at] for at in chosen),
            tuple(self.described[at] for at in chosen),
            self.counts.take(positions),
        )


def describe_items(items: Sequence[LabelledItem], reader: Reader) -> Corpus:
    """Read every item. A headline alone is read as a text, as a user would post it."""
    reader.gazetteer.prepare()
    described = tuple(
        describe(read(reader, item.text or item.title, item.title if item.text else None))
        for item in items
    )
    return Corpus(tuple(items), described, count_terms([item.terms for item in described]))
