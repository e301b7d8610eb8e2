"""What is in a file: the reports of a document, the rows of a table."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from serve.archive.columns import Row
from serve.archive.documents import read_document
from serve.archive.kinds import TABLES
from serve.archive.tables import Entry, read_table
from serve.newsletter import cut
from serve.unpacking.faults import TooLargeError
from serve.unpacking.packed import check_unpacked_size

__all__ = ["INSTEAD", "MAX_CELLS", "MAX_DOCUMENT_CHARS", "items_of"]

# Characters of a document that is cut while somebody waits: twenty long newsletters or so. Text
# that is made to be hard to cut takes 25 to 40 s at this length, and is given up after 30.
MAX_DOCUMENT_CHARS = 1_000_000
# Cells of a table, and what is nested in them: a hundred columns for each of 5,000 rows. Each
# costs the server some 100 bytes, and a share of the answer.
MAX_CELLS = 500_000
INSTEAD = "send it in parts, or use 'regwire tag'"


def items_of(path: Path, kind: str, max_items: int | None) -> Iterator[Entry]:
    """Yield the items of a file; the row of a report has the fields of `Report`.

    Parameters
    ----------
    path : the file
    kind : its suffix, with the dot
    max_items : reports, or rows, at most

    Raises
    ------
    ValueError : it cannot be read as its kind, now or when the rows get to the fault
    TooLargeError : it holds too much
    """
    check_unpacked_size(path, kind)
    with closing(_entries(path, kind)) as entries:
        for n_before, entry in enumerate(entries):
            if n_before == max_items:
                raise TooLargeError(f"the upload has more than {max_items:,} items; {INSTEAD}")
            yield entry


def _entries(path: Path, kind: str) -> Generator[Entry, None, None]:
    with path.open("rb") as file:
        if kind in TABLES:
            with closing(read_table(file, kind)[1]) as rows:
                yield from _with_few_cells(rows)
            return
        text, _ = read_document(file, kind)
    if len(text) > MAX_DOCUMENT_CHARS:
        raise TooLargeError(
            f"the document has more than {MAX_DOCUMENT_CHARS:,} characters; {INSTEAD}"
        )
    reports = cut(text)
    if not reports:
        raise ValueError("the document says nothing; expected text")
    for item, report in enumerate(reports, start=1):
        yield Entry(item, asdict(report))


def _with_few_cells(entries: Iterator[Entry]) -> Iterator[Entry]:
    n_cells = 0
    for entry in entries:
        n_cells += _n_cells(entry.row or {})
        if n_cells > MAX_CELLS:
            raise TooLargeError(f"the table has more than {MAX_CELLS:,} cells; {INSTEAD}")
        yield entry


def _n_cells(row: Row) -> int:
    """Count cells, and the values in those that hold lists or objects."""
    n_cells = 0
    waiting = [*row.values()]
    while waiting:
        cell = waiting.pop()
        n_cells += 1
        if isinstance(cell, dict):
            waiting += cell.values()
        elif isinstance(cell, list):
            waiting += cell
    return n_cells
