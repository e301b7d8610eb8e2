"""Files that appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

__all__ = ["discard_drafts", "replacing"]


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Lend a temporary name beside `path`; what was written there becomes `path` at the end.

    Nothing of it stays when the block fails.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield draft
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def discard_drafts(path: Path) -> None:
    """Remove what processes that were killed had written of `path` or of its shards."""
    stem, suffix = escape(path.stem), escape(path.suffix)
    for pattern in (f".{stem}{suffix}.*.tmp", f".{stem}-[0-9]*-of-[0-9]*{suffix}.*.tmp"):
        for draft in path.parent.glob(pattern):
            draft.unlink(missing_ok=True)
