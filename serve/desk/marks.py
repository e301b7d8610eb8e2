"""A text in pieces, each with what it says for or against the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from model import Evidence

__all__ = ["Piece", "mark"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the strongest evidence that lies on it, if any."""

    text: str
    evidence: Evidence | None


def mark(text: str, evidence: Sequence[Evidence], field: str) -> Iterator[Piece]:
    """Cut a text where its evidence begins and ends; joined, the pieces are the text.

    Parameters
    ----------
    text : as it was classified
    evidence : of the answer
    field : `title` or `text`, whichever `text` is
    """
    strongest: list[int] = [-1] * len(text)
    order = sorted(range(len(evidence)), key=lambda at: abs(evidence[at].weight))
    for at in order:
        piece = evidence[at]
        if piece.field == field:
            end = min(piece.end, len(text))
            strongest[piece.start : end] = [at] * max(0, end - piece.start)
    start = 0
    for at, run in groupby(strongest):
        end = start + len(list(run))
        yield Piece(text[start:end], evidence[at] if at >= 0 else None)
        start = end
