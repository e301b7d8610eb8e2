"""Which corrections of a file are new."""

from collections.abc import Iterable
from dataclasses import replace

from serve.corrections.correction import Correction, now

__all__ = ["new_among"]


def new_among(found: Iterable[Correction], kept: Iterable[Correction]) -> list[Correction]:
    """Return those corrections that are not kept yet, so that an export changes nothing.

    A row that was exported and then edited is a new answer of that person, given now.

    Parameters
    ----------
    found : from a file, in its order
    kept : all that are kept, oldest first
    """
    kept = list(kept)
    known = {(one.digest, one.who, one.answer, one.at) for one in kept}
    times = {(one.digest, one.who, one.at) for one in kept}
    latest = {(one.digest, one.who): one.answer for one in kept}
    new = []
    for one in found:
        person = (one.digest, one.who)
        if (*person, one.answer, one.at) in known or latest.get(person) == one.answer:
            continue
        new.append(replace(one, at=now()) if (*person, one.at) in times else one)
        latest[person] = one.answer
    return new
