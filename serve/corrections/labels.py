"""Corrections as labelled items: what people agree on, and where they do not."""

from collections.abc import Iterable
from dataclasses import dataclass

from serve.corrections.correction import Correction

__all__ = ["COLUMNS", "Agreed", "agree", "item_id", "label_row", "label_rows"]

# As in data/labels.csv, which training reads.
COLUMNS = (
    "id",
    "event",
    "lang",
    "title",
    "text",
    "topic",
    "jurisdiction",
    "region",
    "published",
    "reference",
)
_ID_CHARS = 16


@dataclass(frozen=True, slots=True)
class Agreed:
    """Corrections by item.

    Attributes
    ----------
    corrections : one for each item on which all agree: the latest
    conflicts : for each other item, the latest correction of each person
    """

    corrections: list[Correction]
    conflicts: list[list[Correction]]


def agree(given: Iterable[Correction]) -> Agreed:
    """Sort corrections into those that agree and those that do not.

    A person's later correction of an item takes the place of the earlier. Two people with two
    answers are a conflict, for them to settle; nothing is guessed.

    Parameters
    ----------
    given : in the order of time
    """
    latest: dict[str, dict[str, Correction]] = {}
    for correction in given:
        by_person = latest.setdefault(correction.digest, {})
        by_person.pop(correction.who, None)
        by_person[correction.who] = correction
    agreed = Agreed([], [])
    for by_person in latest.values():
        answers = list(by_person.values())
        if len({one.answer for one in answers}) == 1:
            agreed.corrections.append(answers[-1])
        else:
            agreed.conflicts.append(answers)
    return agreed


def label_rows(given: Iterable[Correction]) -> list[dict[str, str]]:
    """Return corrections as rows with the columns of labels.csv.

    One row for each item on which all agree; of each other item all answers, so that whoever
    reads the rows sees the conflict.
    """
    agreed = agree(given)
    disagreeing = (one for answers in agreed.conflicts for one in answers)
    return [label_row(one) for one in (*agreed.corrections, *disagreeing)]


def item_id(correction: Correction) -> str:
    """Return what the item of a correction is called in files; never a number to a spreadsheet."""
    return f"correction-{correction.digest[:_ID_CHARS]}"


def label_row(correction: Correction) -> dict[str, str]:
    """Return a correction as a row with the columns of labels.csv."""
    name = item_id(correction)
    return {
        "id": name,
        "event": correction.event or name,
        "lang": correction.lang[:2],
        "title": correction.title,
        "text": correction.text,
        "topic": correction.topic,
        "jurisdiction": correction.jurisdiction,
        "region": correction.region,
        "published": correction.at[:10],
        "reference": f"corrected by {correction.who or 'somebody'}"
        + (f", model {correction.model}" if correction.model else ""),
    }
