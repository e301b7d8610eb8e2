"""Archives in, tagged rows out: documents are cut into reports, tables are read row by row."""

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
