"""The names of a tagged row's fields, in the order in which they are written."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal

__all__ = [
    "DOCUMENT_FIELDS",
    "GIVEN",
    "GROUP",
    "TAG_FIELDS",
    "CellKind",
    "Row",
    "as_text",
    "columns_of",
    "fitted",
    "kind_of",
    "wider",
    "widened",
    "written_columns",
]

Row = dict[str, Any]
# What the cells of a column are; `empty` where all are. An instant is a timestamp whose time zone
# is known.
CellKind = Literal["empty", "boolean", "integer", "number", "date", "timestamp", "instant", "text"]
# Databases and Parquet hold integers of 64 bits.
_MAX_INTEGER = 2**63

# What a row of a cut document says before its tags.
DOCUMENT_FIELDS = ("source", "item", "lang", "title_zh", "title_en", "text_zh", "text_en")
# What tagging adds to every row.
TAG_FIELDS = (
    "topic",
    "topic_confidence",
    "jurisdiction",
    "jurisdiction_confidence",
    "region",
    "review",
    "model",
)
# The number of the event that a row tells of, where it was asked for.
GROUP = "group"
# A table's own column that has the name of a tag is kept under that name with this before it.
GIVEN = "given_"


def written_columns(found: Mapping[str, CellKind], *, grouped: bool = False) -> dict[str, CellKind]:
    """Order all columns of an output: a document's fields, a table's own, the tags.

    Parameters
    ----------
    found : the columns of all rows and what their cells are, in the order of the first meeting
    grouped : whether rows gain the number of their group
    """
    added = (*TAG_FIELDS, GROUP) if grouped else TAG_FIELDS
    fixed = {*DOCUMENT_FIELDS, *added}
    own = [name for name in found if name not in fixed]
    names = [*DOCUMENT_FIELDS, *own, *added]
    kinds = {**found, GROUP: "integer"} if grouped else found
    return {name: kinds[name] for name in names if name in kinds}


def kind_of(value: object) -> CellKind:
    """Tell what a cell is."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) and abs(value) < _MAX_INTEGER:
        return "integer"
    if isinstance(value, datetime):
        return "timestamp" if value.tzinfo is None else "instant"
    if isinstance(value, date):
        return "date"
    return "number" if isinstance(value, float) else "text"


def columns_of(rows: Iterable[Row]) -> dict[str, CellKind]:
    """Tell what the cells of each column are, in the order in which columns are met."""
    columns: dict[str, CellKind] = {}
    for row in rows:
        for name, value in row.items():
            before = columns.get(name, "empty")
            # Most cells are as those before them.
            columns[name] = before if before == "text" else wider(before, kind_of(value))
    return columns


def widened(columns: Mapping[str, CellKind], more: Mapping[str, CellKind]) -> dict[str, CellKind]:
    """Return the columns of both, each wide enough for the cells of both."""
    return {**columns, **{name: wider(columns.get(name, "empty"), more[name]) for name in more}}


def wider(one: CellKind, other: CellKind) -> CellKind:
    """Return the kind that holds the cells of both."""
    if one == other or other == "empty":
        return one
    if one == "empty":
        return other
    return "number" if {one, other} == {"integer", "number"} else "text"


def fitted(value: object, kind: CellKind) -> object:
    """Return a cell as its column holds it; dates may be given as they are written."""
    if value is None or kind == "empty":
        return None
    if kind == "text":
        return as_text(value)
    if isinstance(value, str):
        return date.fromisoformat(value) if kind == "date" else datetime.fromisoformat(value)
    return float(value) if kind == "number" and isinstance(value, int) else value


def as_text(value: object) -> str:
    """Return a cell as text: lists and the like as JSON, true and false in lower case."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict | bool):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
