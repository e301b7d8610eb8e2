"""What kind of file a name promises."""

from pathlib import PurePosixPath

__all__ = ["COMPRESSED", "DOCUMENTS", "RAGGED", "TABLES", "known_kinds", "split_suffixes"]

DOCUMENTS = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".eml", ".docx", ".pdf"}
)
TABLES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx"})
# Tables whose rows need not have the same columns.
RAGGED = frozenset({".jsonl", ".ndjson"})
COMPRESSED = frozenset({".gz", ".zst", ".zip"})


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


def known_kinds() -> str:
    """List the kinds for a message."""
    return f"{', '.join(sorted(DOCUMENTS | TABLES))}, also as .gz, .zst or in a .zip"
