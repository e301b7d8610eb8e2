"""What a worker does with one portion."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from serve.archive.batches import Batch
from serve.archive.columns import GROUP, TAG_FIELDS, CellKind, Row, columns_of
from serve.archive.documents import read_document
from serve.archive.full import is_full
from serve.archive.refusal import Refusal
from serve.archive.sources import Source
from serve.archive.tables import Entry
from serve.archive.tagging import Tagger, TextColumns
from serve.newsletter import cut_and_tell

__all__ = ["Options", "Tagged", "joined", "tag_batch"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for, as far as it changes rows.

    Parameters
    ----------
    columns : where tables keep their words
    with_source : whether a table's rows name their file and place, as a document's do
    group : whether rows will gain the number of their group
    left_out : whether the lines of documents that are in no report are kept
    """

    columns: TextColumns = TextColumns()
    with_source: bool = False
    group: bool = False
    left_out: bool = False

    @property
    def gained(self) -> tuple[str, ...]:
        """The names of columns that a table's rows gain."""
        where = ("source", "item") if self.with_source else ()
        return (*where, *TAG_FIELDS, *((GROUP,) if self.group else ()))


@dataclass(frozen=True, slots=True)
class Tagged:
    """A portion's outcome.

    Parameters
    ----------
    number : the portion's
    rows : tagged, in order
    refusals : what was left out, in order
    encodings : how each file was encoded, by its name
    columns : what the cells of the rows are; written down, a date is text like any other
    share : see `Batch`
    left_out : lines that are in no report, each with its document's name, where they are kept
    """

    number: int
    rows: list[Row] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    encodings: dict[str, str] = field(default_factory=dict)
    columns: dict[str, CellKind] = field(default_factory=dict)
    share: float = 0.0
    left_out: list[tuple[str, str]] = field(default_factory=list)


def joined(parts: Sequence[Tagged]) -> Tagged:
    """Return the outcome of a portion that was tagged in several parts."""
    whole = Tagged(parts[0].number, share=parts[0].share)
    for part in parts:
        whole.rows.extend(part.rows)
        whole.refusals.extend(part.refusals)
        whole.encodings.update(part.encodings)
        whole.left_out.extend(part.left_out)
    whole.columns.update(columns_of(whole.rows))
    return whole


def tag_batch(tagger: Tagger, batch: Batch, options: Options) -> Tagged:
    """Tag a portion; what cannot be read is in the outcome and stops nothing."""
    tagged = Tagged(batch.number, share=batch.share)
    for source in batch.sources:
        if source.is_table:
            _tag_entries(tagger, batch, options, tagged)
        else:
            _tag_document(tagger, source, options, tagged)
    if batch.refusal:
        tagged.refusals.append(batch.refusal)
    tagged.columns.update(columns_of(tagged.rows))
    return tagged


def _tag_document(tagger: Tagger, source: Source, options: Options, tagged: Tagged) -> None:
    try:
        with source.open() as file:
            text, tagged.encodings[source.name] = read_document(file, source.kind)
        cutting = cut_and_tell(text)
        if not cutting.reports:
            raise ValueError("the document says nothing; expected text")
    except (OSError, ValueError) as error:
        if is_full(error):
            raise  # what was being unpacked is not at fault, and can be read another time
        tagged.refusals.append(Refusal(source.name, None, str(error)))
        return
    if options.left_out:
        tagged.left_out.extend((source.name, line) for line in cutting.left_out)
    for item, report in enumerate(cutting.reports, start=1):
        try:
            tagged.rows.append(tagger.tag_report(report, source.name, item))
        except ValueError as error:
            tagged.refusals.append(Refusal(source.name, item, str(error)))


def _tag_entries(tagger: Tagger, batch: Batch, options: Options, tagged: Tagged) -> None:
    name = batch.sources[0].name
    if batch.encoding:
        tagged.encodings[name] = batch.encoding
    taken = options.gained
    for entry in batch.entries:
        try:
            row = tagger.tag_row(_cells(entry), options.columns, taken)
        except ValueError as error:
            tagged.refusals.append(Refusal(name, entry.item, str(error)))
        else:
            where: Row = {"source": name, "item": entry.item} if options.with_source else {}
            tagged.rows.append(where | row)


def _cells(entry: Entry) -> Row:
    if entry.row is None:
        raise ValueError(entry.reason)
    return entry.row
