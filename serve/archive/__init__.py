"""Archives in, tagged rows out: documents are cut into reports, tables are read row by row."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from serve.archive.columns import DOCUMENT_FIELDS, TAG_FIELDS, Row
    from serve.archive.refusal import Refusal
    from serve.archive.run import Run, tag_archive
    from serve.archive.summary import Summary
    from serve.archive.tagging import Tagger, TextColumns

__all__ = [
    "DOCUMENT_FIELDS",
    "TAG_FIELDS",
    "Refusal",
    "Row",
    "Run",
    "Summary",
    "Tagger",
    "TextColumns",
    "tag_archive",
]

_HOMES = {
    "DOCUMENT_FIELDS": "columns",
    "TAG_FIELDS": "columns",
    "Refusal": "refusal",
    "Row": "columns",
    "Run": "run",
    "Summary": "summary",
    "Tagger": "tagging",
    "TextColumns": "tagging",
    "tag_archive": "run",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (of a module: anything)
    """Load what is asked for: who reads a document alone loads no model and no workers."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
