"""The archive in portions: what one worker tags at a time.

Portions depend on the files alone, so they are the same for any number of workers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from serve.archive.refusal import Refusal
from serve.archive.sources import Source
from serve.archive.tables import Entry, read_table
from serve.archive.tagging import TextColumns, check_columns

__all__ = ["Batch", "make_batches"]

# Rows of a table, and documents, in one portion: a second's work or a few.
_ROWS = 1000
_DOCUMENTS = 16


@dataclass(frozen=True, slots=True)
class Batch:
    """A portion: documents that the worker reads itself, or rows of one table.

    Parameters
    ----------
    sources : the documents, or the one table
    entries : rows of the table
    encoding : of the table
    refusal : what kept the table from being read any further
    number : 1, 2, ... in the order of the output
    """

    sources: tuple[Source, ...]
    entries: tuple[Entry, ...] = ()
    encoding: str = ""
    refusal: Refusal | None = None
    number: int = 0


def make_batches(sources: Sequence[Source], columns: TextColumns) -> Iterator[Batch]:
    """Yield the portions of all sources, in order; tables are read as they are asked for.

    Parameters
    ----------
    sources : in the order of the output
    columns : where tables keep their words
    """
    for number, batch in enumerate(_batches(sources, columns), start=1):
        yield replace(batch, number=number)


def _batches(sources: Sequence[Source], columns: TextColumns) -> Iterator[Batch]:
    waiting: list[Source] = []
    for source in sources:
        if waiting and (source.is_table or len(waiting) == _DOCUMENTS):
            yield Batch(tuple(waiting))
            waiting = []
        if source.is_table:
            yield from _table_batches(source, columns)
        else:
            waiting.append(source)
    if waiting:
        yield Batch(tuple(waiting))


def _table_batches(source: Source, columns: TextColumns) -> Iterator[Batch]:
    entries: list[Entry] = []
    encoding = ""
    refusal = None
    try:
        with source.open() as file:
            encoding, rows = read_table(file, source.kind)
            for entry in rows:
                if entry.item == 1 and entry.row is not None and not source.is_ragged:
                    check_columns(entry.row, columns)
                entries.append(entry)
                if len(entries) == _ROWS:
                    yield Batch((source,), tuple(entries), encoding)
                    entries = []
    except (OSError, ValueError) as error:
        refusal = Refusal(source.name, None, str(error))
    if entries or refusal:
        yield Batch((source,), tuple(entries), encoding, refusal)
