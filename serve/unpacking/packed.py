"""Office files are zip archives, and may hold far more than their size says."""

import zipfile
from pathlib import Path

__all__ = ["check_unpacked_size"]

_PACKED = frozenset({".docx", ".xlsx"})
# Bytes of all parts together. A newsletter in Word has a few million, most of them pictures.
_MAX_BYTES = 200_000_000
# Files in it; a long document with many pictures has a few hundred.
_MAX_PARTS = 10_000


def check_unpacked_size(path: Path, kind: str) -> None:
    """Refuse an archive that says it holds too much; what says less than it holds fails later.

    Raises
    ------
    ValueError : says how much
    """
    if kind not in _PACKED or not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    n_bytes = sum(part.file_size for part in parts)
    if n_bytes > _MAX_BYTES:
        raise ValueError(f"it unpacks to {n_bytes:,} bytes; expected at most {_MAX_BYTES:,}")
    if len(parts) > _MAX_PARTS:
        raise ValueError(f"it has {len(parts):,} parts; expected at most {_MAX_PARTS:,}")
