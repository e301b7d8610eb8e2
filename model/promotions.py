"""The record of what served when: one line for each change, oldest first.

A change is written down before it is made, so that none is made which is not on record. What was
written down and then not made, as the machine stopped between the two, is told apart by the next
change (or by what serves), which names what served before it.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__all__ = ["ROLLED_BACK", "Promotion", "read_promotions", "served_before", "write_promotion"]

# Why a version serves again that another had taken the place of.
ROLLED_BACK = "rolled back"


@dataclass(frozen=True, slots=True)
class Promotion:
    """A change of the serving version.

    Attributes
    ----------
    at : UTC, ISO 8601
    version, previous : what serves from then on, and what served before (None at first)
    why : a word or a sentence: promoted, forced, rolled back
    """

    at: str
    version: str
    previous: str | None
    why: str


def write_promotion(path: Path, promotion: Promotion) -> None:
    """Add a line to the record; it is on disk when this returns."""
    with path.open("ab+") as log:
        end = log.seek(0, os.SEEK_END)
        if end:
            # A line that a crash cut short must not swallow this one.
            log.seek(end - 1)
            if log.read(1) != b"\n":
                log.write(b"\n")
        log.write(json.dumps(asdict(promotion)).encode() + b"\n")
        log.flush()
        os.fsync(log.fileno())


def read_promotions(path: Path, current: str | None) -> list[Promotion]:
    """Return the changes that were made, oldest first; a line cut short is passed over.

    Parameters
    ----------
    path : the record, there or not
    current : the version that serves
    """
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return list(_made([one for one in map(_parse, lines) if one], current))


def served_before(history: Sequence[Promotion]) -> str | None:
    """Return what served before the version that serves, None where nothing did.

    Going back undoes the promotion that it goes back over.
    """
    stack: list[str] = []
    for promotion in history:
        if promotion.why == ROLLED_BACK and len(stack) > 1:
            stack.pop()
        elif not stack or stack[-1] != promotion.version:
            stack.append(promotion.version)
    return stack[-2] if len(stack) > 1 else None


def _made(told: Sequence[Promotion], current: str | None) -> Iterator[Promotion]:
    """Leave out what was written down and not made: nothing that came later served after it."""
    after = [promotion.previous for promotion in told[1:]] + [current]
    for promotion, next_previous in zip(told, after, strict=True):
        if promotion.version == next_previous:
            yield promotion


def _parse(line: str) -> Promotion | None:
    try:
        fields: dict[str, Any] = json.loads(line)
        return Promotion(**fields)
    except (ValueError, TypeError):
        return None
