"""The archive in portions: what one worker tags at a time.

Portions depend on the files alone, so they are the same for any number of workers.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice

from serve.archive.full import is_full
from serve.archive.refusal import Refusal
from serve.archive.sources import Source
from serve.archive.tables import Entry, read_table
from serve.archive.tagging import TextColumns, check_header

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
    encoding : of the table, with its first portion; empty with the others
    refusal : what kept the table from being read any further
    number : 1, 2, ... in the order of the output
    share : how much of all input bytes has been read with this portion, in [0, 1]
    """

    sources: tuple[Source, ...]
    entries: tuple[Entry, ...] = ()
    encoding: str = ""
    refusal: Refusal | None = None
    number: int = 0
    share: float = 0.0

    def halves(self) -> tuple["Batch", ...]:
        """Return two portions that are this one together; none of one document or row."""
        parts: Sequence[object] = self.entries or self.sources
        middle = len(parts) // 2
        if not middle:
            return ()
        if not self.entries:
            return (
                replace(self, sources=self.sources[:middle]),
                replace(self, sources=self.sources[middle:]),
            )
        return (
            replace(self, entries=self.entries[:middle], refusal=None),
            replace(self, entries=self.entries[middle:], encoding=""),
        )


def make_batches(sources: Sequence[Source], columns: TextColumns) -> Iterator[Batch]:
    """Yield the portions of all sources, in order; tables are read as they are asked for.

    Parameters
    ----------
    sources : in the order of the output
    columns : where tables keep their words
    """
    sizes = [source.n_bytes for source in sources]
    whole = max(sum(sizes), 1)
    left = iter(sizes)
    before = 0.0
    number = 0
    for group in _groups(sources):
        n_bytes = sum(islice(left, len(group)))
        for batch in _table_batches(group[0], columns) if group[0].is_table else [_whole(group)]:
            number += 1
            yield replace(batch, number=number, share=(before + batch.share * n_bytes) / whole)
        before += n_bytes


def _groups(sources: Sequence[Source]) -> Iterator[tuple[Source, ...]]:
    """Yield tables alone, and documents that follow one another together."""
    waiting: list[Source] = []
    for source in sources:
        if waiting and (source.is_table or len(waiting) == _DOCUMENTS):
            yield tuple(waiting)
            waiting = []
        if source.is_table:
            yield (source,)
        else:
            waiting.append(source)
    if waiting:
        yield tuple(waiting)


def _whole(group: tuple[Source, ...]) -> Batch:
    return Batch(group, share=1.0)


def _table_batches(source: Source, columns: TextColumns) -> Iterator[Batch]:
    """Yield a table's portions, each with the share of the table that has been read."""
    entries: list[Entry] = []
    encoding = ""
    refusal = None
    try:
        with source.open() as file:
            n_bytes = max(file.seek(0, 2), 1)
            file.seek(0)
            encoding, rows = read_table(file, source.kind)
            with closing(rows):
                for entry in _checked(rows, source, columns):
                    entries.append(entry)
                    if len(entries) == _ROWS:
                        share = min(file.tell() / n_bytes, 1.0)
                        yield Batch((source,), tuple(entries), encoding, share=share)
                        entries, encoding = [], ""
    except (OSError, ValueError) as error:
        if is_full(error):
            raise  # what was being unpacked is not at fault, and can be read another time
        refusal = Refusal(source.name, None, str(error))
    if entries or refusal:
        yield Batch((source,), tuple(entries), encoding, refusal, share=1.0)


def _checked(
    rows: Generator[Entry, None, None], source: Source, columns: TextColumns
) -> Iterator[Entry]:
    """Yield rows; refuse a table that has no column of words, once and not for each row."""
    is_checked = source.is_ragged
    for entry in rows:
        if entry.row is not None and not is_checked:
            check_header(entry.row, columns)
            is_checked = True
        yield entry
