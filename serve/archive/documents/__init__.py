"""Documents: files that are cut into reports."""

from serve.archive.documents.read import read_document

__all__ = ["read_document"]
