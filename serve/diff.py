"""What would change if another version served: two versions answer for one archive.

The archive is a table of items or of rows that `regwire tag` wrote, of any kind that it reads.
Each row is answered as `tag` answers it, so what is said here is what a new run would write.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from model import Router
from model.reading import language
from serve.archive.columns import Row
from serve.archive.refusal import Refusal
from serve.archive.sources import Source, find_sources
from serve.archive.tables import read_table
from serve.archive.tagging import Tagger, TextColumns

__all__ = ["FIELDS", "Answered", "Change", "Flip", "Group", "compare", "count_flips", "grouped"]

# What may flip, in the order in which it is told.
FIELDS = ("topic", "jurisdiction", "review")
_VERSION_COLUMNS = ("title_zh", "text_zh", "title_en", "text_en")
_LANGUAGES = frozenset({"zh", "en", "zh+en"})


@dataclass(frozen=True, slots=True)
class Answered:
    """What one version says of an item; probabilities are those of its own labels."""

    topic: str
    topic_confidence: float
    jurisdiction: str
    jurisdiction_confidence: float
    region: str
    review: bool


@dataclass(frozen=True, slots=True)
class Change:
    """An item on which the versions differ.

    Attributes
    ----------
    source : the archive, or the file in it
    item : 1, 2, ... in it
    lang : `zh`, `en` or `zh+en`
    flips : which of `FIELDS` differ, one at least
    before, after : the answers of the two versions
    text : the item's words, title first
    """

    source: str
    item: int
    lang: str
    flips: tuple[str, ...]
    before: Answered
    after: Answered
    text: str

    def as_dict(self) -> dict[str, Any]:
        """Return the fields for JSON."""
        return asdict(self)


class Flip(NamedTuple):
    """What flips, from what to what, in which language; labels, or `review` and `pass`."""

    field: str
    before: str
    after: str
    lang: str


class Group(NamedTuple):
    """Changes of one kind, in the order of the archive."""

    flip: Flip
    changes: tuple[Change, ...]


def compare(
    before: Router,
    after: Router,
    archive: Path,
    columns: TextColumns = TextColumns(),  # noqa: B008  (cannot be changed)
) -> Iterator[Change | Refusal | None]:
    """Answer for every item of an archive with both versions.

    Parameters
    ----------
    before, after : two loaded versions
    archive : a table, or several in a `.zip`
    columns : where the words of an item are; a tagged row's own columns are found too

    Yields
    ------
    for each item in order: the change, None where nothing flips, or why it was not answered

    Raises
    ------
    FileNotFoundError : there is no such file
    ValueError : it is no table
    """
    sources, refused = find_sources([archive])
    others = [source.name for source in sources if not source.is_table]
    if others or not sources:
        found = ", ".join(others) or "; ".join(map(str, refused)) or f"{archive}: no file"
        raise ValueError(f"{found}: no table; expected items as .csv, .jsonl, .parquet or .xlsx")
    yield from refused
    taggers = (Tagger(before), Tagger(after))
    for source in sources:
        yield from _compare_table(taggers, source, columns)


def grouped(changes: Iterable[Change]) -> list[Group]:
    """Group changes by what flips, from what to what, and language; the largest group first.

    An item that flips in two fields stands in two groups.
    """
    found: dict[Flip, list[Change]] = {}
    for change in changes:
        for field in change.flips:
            labels = (_label(change.before, field), _label(change.after, field))
            found.setdefault(Flip(field, *labels, change.lang), []).append(change)
    order = sorted(found, key=lambda flip: (FIELDS.index(flip.field), -len(found[flip]), flip))
    return [Group(flip, tuple(found[flip])) for flip in order]


def count_flips(changes: Iterable[Change]) -> dict[str, int]:
    """Count the items that flip in each field."""
    counted = Counter(field for change in changes for field in change.flips)
    return {field: counted[field] for field in FIELDS}


def _compare_table(
    taggers: tuple[Tagger, Tagger], source: Source, columns: TextColumns
) -> Iterator[Change | Refusal | None]:
    item = 0
    try:
        with source.open() as file:
            for entry in read_table(file, source.kind)[1]:
                item = entry.item
                if entry.row is None:
                    yield Refusal(source.name, item, entry.reason)
                else:
                    yield _compare_row(taggers, source.name, item, entry.row, columns)
    except ValueError as error:
        # The rest of a table that is damaged in the middle cannot be told apart.
        yield Refusal(source.name, None, f"after item {item}: {error}")


def _compare_row(
    taggers: tuple[Tagger, Tagger], source: str, item: int, row: Row, columns: TextColumns
) -> Change | Refusal | None:
    try:
        before, after = (_answered(tagger.tag_row(row, columns)) for tagger in taggers)
    except ValueError as error:
        return Refusal(source, item, str(error))
    flips = tuple(field for field in FIELDS if getattr(before, field) != getattr(after, field))
    if not flips:
        return None
    text = _words(row, columns)
    return Change(source, item, _language(row, text), flips, before, after, text)


def _answered(tagged: Mapping[str, Any]) -> Answered:
    return Answered(**{name: tagged[name] for name in Answered.__slots__})


def _words(row: Mapping[str, Any], columns: TextColumns) -> str:
    own = [name for name in (columns.title, columns.text) if name in row]
    cells = (str(row[name]) for name in own or _VERSION_COLUMNS if row.get(name))
    return "\n".join(cells)


def _language(row: Mapping[str, Any], text: str) -> str:
    """Return the row's own word on its language, if it has one that is known."""
    lang = row.get("lang")
    return lang if isinstance(lang, str) and lang in _LANGUAGES else language(text)


def _label(answered: Answered, field: str) -> str:
    value = getattr(answered, field)
    return str(value) if field != "review" else ("review" if value else "pass")
