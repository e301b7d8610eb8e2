"""Footnotes: which report each belongs to."""

import re
from collections.abc import Mapping, Sequence

# `[^1]: as Markdown has it`, `[1] as papers have it`, `【1】`.
_NOTE = re.compile(r"[\[【]\^?(\d{1,3})[\]】][:：]?\s*\S")
_MARK = re.compile(r"[\[【]\^?(\d{1,3})[\]】]")


def place_footnotes(texts: Sequence[Sequence[str]]) -> Mapping[tuple[int, int], int]:
    """Say which footnotes belong to another report than the one they are printed under.

    Parameters
    ----------
    texts : the lines of each report, its titles among them

    Returns
    -------
    (report, line) of a note -> the earlier report that refers to it, the only one that does
    """
    homes = _homes(texts)
    moves: dict[tuple[int, int], int] = {}
    for at, lines in enumerate(texts):
        for n, line in enumerate(lines):
            note = _NOTE.match(line)
            refer = homes.get(note[1], set()) if note else set()
            if len(refer) == 1 and min(refer) < at:
                moves[at, n] = min(refer)
    return moves


def _homes(texts: Sequence[Sequence[str]]) -> dict[str, set[int]]:
    """Return which reports refer to each number; a note itself does not."""
    homes: dict[str, set[int]] = {}
    for at, lines in enumerate(texts):
        for line in lines:
            note = _NOTE.match(line)
            for number in _MARK.findall(line, note.end() if note else 0):
                homes.setdefault(number, set()).add(at)
    return homes
