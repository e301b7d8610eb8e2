"""Disks that are full."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path

__all__ = ["is_full", "telling_of_full_disks"]


@contextmanager
def telling_of_full_disks(output: Path) -> Iterator[None]:
    """Say what to do when there is no space left, whichever library has noticed.

    Raises
    ------
    OSError : no space left
    """
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        if not is_full(error):
            raise
        raise OSError(
            ENOSPC, "no space left on the disk; free some and go on with --resume", str(output)
        ) from error


def is_full(error: Exception) -> bool:
    """Tell whether there was no space left on a disk."""
    if isinstance(error, OSError):
        return error.errno in (ENOSPC, EDQUOT)
    return (
        isinstance(error, sqlite3.OperationalError)
        and error.sqlite_errorcode == sqlite3.SQLITE_FULL
    )
