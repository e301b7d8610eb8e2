"""The names of a tagged row's fields, in the order in which they are written."""

from typing import Any

__all__ = ["DOCUMENT_FIELDS", "GIVEN", "TAG_FIELDS", "Row", "written_columns"]

Row = dict[str, Any]

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
# A table's own column that has the name of a tag is kept under that name with this before it.
GIVEN = "given_"


def written_columns(found: list[str]) -> list[str]:
    """Order all columns of an output: a document's fields, a table's own, the tags.

    Parameters
    ----------
    found : the columns of all rows, each once, in the order in which they were first met
    """
    fixed = {*DOCUMENT_FIELDS, *TAG_FIELDS}
    own = [name for name in found if name not in fixed]
    before = [name for name in DOCUMENT_FIELDS if name in found]
    return [*before, *own, *(name for name in TAG_FIELDS if name in found)]
