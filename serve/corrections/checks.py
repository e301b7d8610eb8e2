"""A correction is checked like a label."""

from collections.abc import Iterator
from datetime import datetime

import pycountry

from model.taxonomy import Taxonomy
from serve.corrections.correction import LANGUAGES, Correction
from serve.corrections.tables import corrections

__all__ = ["CorrectionError", "check_correction", "faults"]

_TIME = "2024-02-01T08:00:00+00:00"


class CorrectionError(ValueError):
    """Corrections have faults; `faults` lists them all, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


def check_correction(correction: Correction, taxonomy: Taxonomy) -> None:
    """Refuse a correction that could not stand in labels.csv.

    Raises
    ------
    CorrectionError : lists all faults
    """
    found = list(faults(correction, taxonomy))
    if found:
        raise CorrectionError(found)


def faults(correction: Correction, taxonomy: Taxonomy) -> Iterator[str]:
    """Yield what is wrong with a correction."""
    if not any(character.isalnum() for character in correction.title + correction.text):
        yield "title and text are empty; expected a letter or a digit in one of them"
    for name, value, known in (
        ("topic", correction.topic, taxonomy.topic_codes),
        ("jurisdiction", correction.jurisdiction, taxonomy.jurisdiction_codes),
    ):
        if value not in known:
            yield f"{name} {value!r} is unknown; expected one of those at /labels"
    if (correction.topic, correction.jurisdiction) in taxonomy.forbidden:
        yield (
            f"topic {correction.topic} with jurisdiction {correction.jurisdiction}; "
            "the guide rules this pair out (LABELING.md)"
        )
    if correction.lang not in LANGUAGES:
        yield f"lang {correction.lang!r} is unknown; expected {', '.join(LANGUAGES)} or nothing"
    if not _is_time(correction.at):
        yield f"at {correction.at!r}; expected a time such as {_TIME}, or nothing for now"
    yield from _length_faults(correction)
    yield from _region_fault(correction.region, correction.jurisdiction)


def _is_time(at: str) -> bool:
    try:
        return datetime.fromisoformat(at).tzinfo is not None
    except ValueError:
        return False


def _length_faults(correction: Correction) -> Iterator[str]:
    """Find what SQLite would take and PostgreSQL would not."""
    for column in corrections.columns:
        limit = getattr(column.type, "length", None)
        found = len(getattr(correction, column.name, ""))
        if limit and found > limit:
            yield f"{column.name} has {found} characters; expected {limit} at most"


def _region_fault(region: str, jurisdiction: str) -> Iterator[str]:
    if not region:
        return
    if not region.startswith(f"{jurisdiction}-"):
        yield f"region {region!r} is not in {jurisdiction}; expected {jurisdiction}-..."
    elif pycountry.subdivisions.get(code=region) is None:  # type: ignore[no-untyped-call]
        yield f"region {region!r} is unknown; expected an ISO 3166-2 code"
