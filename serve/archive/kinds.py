"""What kind of file a name promises."""

from collections.abc import Sequence
from pathlib import PurePosixPath

__all__ = ["COMPRESSED", "DOCUMENTS", "RAGGED", "TABLES", "known_kinds", "split_suffixes"]

DOCUMENTS = frozenset({".txt", ".text", ".md", ".markdown"})
TABLES = frozenset({".csv", ".jsonl", ".ndjson"})
# Tables whose rows need not have the same columns.
RAGGED = frozenset({".jsonl", ".ndjson"})
COMPRESSED: frozenset[str] = frozenset()


def split_suffixes(name: str) -> tuple[str, str]:
    """Return the kind of a file and how it is compressed: `a.CSV.gz` gives `.csv`, `.gz`.

    Parameters
    ----------
    name : a file's name or path

    Returns
    -------
    two suffixes in lower case with their dots, each empty where there is none
    """
    suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes]
    compression = suffixes.pop() if suffixes and suffixes[-1] in COMPRESSED else ""
    return (suffixes[-1] if suffixes else ""), compression


def known_kinds(kinds: Sequence[str] = ()) -> str:
    """List the kinds for a message."""
    return ", ".join(sorted(kinds or DOCUMENTS | TABLES))
