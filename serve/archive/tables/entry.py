"""One row of a table as it was read."""

from dataclasses import dataclass

from serve.archive.columns import Row

__all__ = ["Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, or why there is none.

    Parameters
    ----------
    item : 1, 2, ... in the table
    row : its cells by column; None where it cannot be read
    reason : what is wrong with it
    """

    item: int
    row: Row | None
    reason: str = ""
