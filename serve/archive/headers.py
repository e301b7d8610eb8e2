"""A column that no table has is told before a run begins, while the last output still stands."""

from collections.abc import Iterable
from contextlib import closing

from serve.archive.columns import Row
from serve.archive.sources import Source
from serve.archive.tables import read_table
from serve.archive.tagging import TextColumns, check_header

__all__ = ["check_headers"]

# Tables that a message names; the rest are counted.
_MAX_NAMED = 5


def check_headers(sources: Iterable[Source], columns: TextColumns) -> None:
    """Refuse files all of which are tables without the column of texts that was asked for.

    Where one of them can be tagged, the others are refused when their turn comes. The first such
    file ends the search, so that most runs look into one.

    Parameters
    ----------
    sources : in the order of the output
    columns : where tables keep their words

    Raises
    ------
    ValueError : names the tables and the columns that they have
    """
    if not columns.text_is_named:
        return
    faults = []
    for source in sources:
        fault = _fault(source, columns)
        if fault is None:
            return
        faults.append(f"{source.name}: {fault}")
    if faults:
        more = len(faults) - _MAX_NAMED
        also = [f"and {more:,} more tables"] if more > 0 else []
        raise ValueError("; ".join([*faults[:_MAX_NAMED], *also]))


def _fault(source: Source, columns: TextColumns) -> str | None:
    row = _first_row(source) if source.is_table and not source.is_ragged else None
    if row is None:
        return None
    try:
        check_header(row, columns)
    except ValueError as error:
        return str(error)
    return None


def _first_row(source: Source) -> Row | None:
    """Return a table's first row; of what cannot be read the run tells when it gets there."""
    try:
        with source.open() as file, closing(read_table(file, source.kind)[1]) as rows:
            return next((entry.row for entry in rows if entry.row is not None), None)
    except (OSError, ValueError):
        return None
