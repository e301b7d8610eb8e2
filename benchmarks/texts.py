"""The items that are measured with: our own labels, a seeded sample of them."""

import random
from collections.abc import Sequence
from pathlib import Path

from training.labels import LabelledItem, read_labels
from training.taxonomy import read_taxonomy

__all__ = ["as_posted", "read_rows", "sample", "sample_of_median"]

_MEDIAN_CHARS = 250


def read_rows(labels: Path) -> tuple[LabelledItem, ...]:
    """Read the labelled items, without the costly check for templates."""
    taxonomy = read_taxonomy(labels.parent / "taxonomy.toml")
    return read_labels(labels, taxonomy, check_overlap=False).items


def sample(rows: Sequence[LabelledItem], n_rows: int, seed: int = 0) -> list[LabelledItem]:
    """Choose some rows of both languages, the same ones each time."""
    return random.Random(seed).sample(rows, min(n_rows, len(rows)))


def sample_of_median(rows: Sequence[LabelledItem], n_rows: int, seed: int) -> list[LabelledItem]:
    """Choose rows of both languages so that title and text together have the median asked for."""
    choose = random.Random(seed)
    long, short = (
        [row for row in rows if (len(row.title) + len(row.text) >= _MEDIAN_CHARS) == is_long]
        for is_long in (True, False)
    )
    chosen = [*choose.sample(long, n_rows // 2), *choose.sample(short, n_rows - n_rows // 2)]
    choose.shuffle(chosen)
    return chosen


def as_posted(row: LabelledItem) -> dict[str, str | None]:
    """Give text and title as a user would send them; a headline alone is a text."""
    return {"text": row.text or row.title, "title": row.title if row.text else None}
