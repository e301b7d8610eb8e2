"""The one reader of `labels.csv`.

It refuses a file with any fault and reports all of them at once, each with its row. Row 1 is
the header, as a spreadsheet counts.
"""

import hashlib
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from model.normalise import normalise
from model.taxonomy import Taxonomy
from training.cells import named_rows, read_cells
from training.faults import faults_told
from training.overlap import OverlappingPair, overlapping_pairs
from training.regions import region_fault

__all__ = ["COLUMNS", "LabelledItem", "Labels", "LabelsError", "read_labels", "read_rows", "row_of"]

COLUMNS = (
    "id",
    "event",
    "lang",
    "title",
    "text",
    "topic",
    "jurisdiction",
    "region",
    "published",
    "reference",
)
_LANGUAGES = ("zh", "en")
_PUBLISHED = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
# Rows of different events that share more of their character 8-grams come from one template.
_MAX_SHARED = 0.40
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """One row of labels.csv; fields as its columns, `row` its number in the file."""

    row: int
    id: str
    event: str
    lang: str
    title: str
    text: str
    topic: str
    jurisdiction: str
    region: str
    published: str
    reference: str

    @property
    def folded(self) -> str:
        """Title and text as compared between rows: normalised, lower case, single spaces."""
        return _folded(self.title, self.text)


# Asked for by the checks, the folds and the corrections, one after the other.
@lru_cache(maxsize=1 << 16)
def _folded(title: str, text: str) -> str:
    return _SPACE.sub(" ", normalise(f"{title} {text}").text.lower()).strip()


@dataclass(frozen=True, slots=True)
class Labels:
    """The labelled items and the SHA-256 (hexadecimal) of the file that they came from."""

    items: tuple[LabelledItem, ...]
    digest: str


class LabelsError(ValueError):
    """A labels file has faults; `faults` lists them all, one sentence each."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(faults_told(path, faults))


def read_labels(path: Path, taxonomy: Taxonomy, *, check_overlap: bool = True) -> Labels:
    """Read and check labelled items.

    Parameters
    ----------
    path : a CSV file with the columns `COLUMNS`, in UTF-8 or GB18030
    taxonomy : the labels that are allowed
    check_overlap : whether rows are compared with each other for templates; the costly check

    Raises
    ------
    FileNotFoundError : there is no such file
    LabelsError : the file has faults
    """
    faults, items, digest = read_rows(path, taxonomy)
    if not items and not faults:
        faults.append("row 2: no labelled item; expected at least one below the header")
    faults += _twice(items)
    if check_overlap:
        faults += _templates(items)
    if faults:
        raise LabelsError(path, sorted(faults, key=row_of))
    return Labels(tuple(items), digest)


def read_rows(
    path: Path, taxonomy: Taxonomy, plain: Callable[[str], str] = str.strip
) -> tuple[list[str], list[LabelledItem], str]:
    """Read a file with the columns of labels.csv and check each row by itself.

    Parameters
    ----------
    path, taxonomy : see `read_labels`
    plain : what a cell says, of what stands in it

    Returns
    -------
    faults, the items of rows that could be read (with faults or without), and the SHA-256 of
    the file

    Raises
    ------
    FileNotFoundError : there is no such file
    LabelsError : it is no table
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such labels file; expected a CSV file")
    raw = path.read_bytes()
    try:
        rows = read_cells(raw)
    except ValueError as error:
        raise LabelsError(path, [str(error)]) from error
    faults, items = _parse(rows, plain)
    allowed = {
        "lang": _LANGUAGES,
        "topic": taxonomy.topic_codes,
        "jurisdiction": taxonomy.jurisdiction_codes,
    }
    for item in items:
        faults += _item_faults(item, allowed, taxonomy.forbidden)
    return faults, items, hashlib.sha256(raw).hexdigest()


def _parse(
    rows: list[list[str]], plain: Callable[[str], str]
) -> tuple[list[str], list[LabelledItem]]:
    faults: list[str] = []
    items = [
        LabelledItem(number, *(plain(row[column]) for column in COLUMNS))
        for number, row in named_rows(rows, COLUMNS, faults)
    ]
    return faults, items


def _item_faults(
    item: LabelledItem,
    allowed: Mapping[str, Sequence[str]],
    forbidden: Container[tuple[str, str]],
) -> Iterator[str]:
    for column in ("id", "event", "reference"):
        if not getattr(item, column):
            yield f"row {item.row}: {column} is empty; expected a value"
    if not item.title and not item.text:
        yield f"row {item.row}: title and text are both empty; expected one of them"
    for column, codes in allowed.items():
        yield from _unknown(item, column, codes)
    if (item.topic, item.jurisdiction) in forbidden:
        yield (
            f"row {item.row}: topic {item.topic} with jurisdiction {item.jurisdiction}; "
            "the guide rules this pair out (LABELING.md)"
        )
    if not _PUBLISHED.fullmatch(item.published):
        yield f"row {item.row}: published {item.published!r}; expected YYYY-MM-DD or YYYY-MM"
    if fault := region_fault(item.row, item.jurisdiction, item.region):
        yield fault


def _unknown(item: LabelledItem, column: str, allowed: Sequence[str]) -> Iterator[str]:
    value = getattr(item, column)
    if value not in allowed:
        shown = ", ".join(allowed[:6]) + (", ..." if len(allowed) > 6 else "")
        yield f"row {item.row}: {column} {value!r} is unknown; expected {shown}"


def _twice(items: Sequence[LabelledItem]) -> Iterator[str]:
    ids: dict[str, int] = {}
    texts: dict[str, int] = {}
    for item in items:
        if item.id and ids.setdefault(item.id, item.row) != item.row:
            yield (
                f"row {item.row}: id {item.id!r} stands in row {ids[item.id]} already; "
                "expected a new one"
            )
        folded = item.folded
        if folded and texts.setdefault(folded, item.row) != item.row:
            yield (
                f"row {item.row}: same title and text as row {texts[folded]}; "
                "expected each text once"
            )


def _templates(items: Sequence[LabelledItem]) -> Iterator[str]:
    pairs = overlapping_pairs(
        [item.folded for item in items], [item.event for item in items], _MAX_SHARED
    )
    for pair in pairs:
        yield _template_fault(items, pair)


def _template_fault(items: Sequence[LabelledItem], pair: OverlappingPair) -> str:
    one, other = items[pair.first], items[pair.second]
    return (
        f"row {other.row}: shares {pair.share:.0%} of its character 8-grams with row {one.row}, of "
        f"another event ({one.event}); expected at most {_MAX_SHARED:.0%}: tell it in other words"
    )


def row_of(fault: str) -> int:
    """Return the row that a fault names, 0 where it names none."""
    found = re.match(r"row (\d+)", fault)
    return int(found.group(1)) if found else 0
