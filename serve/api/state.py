"""A folder that the workers of one server share while it runs."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from serve.api.metrics import MULTIPROC

__all__ = ["shared_state", "state_folder"]

_STATE = "REGWIRE_STATE"


@contextmanager
def shared_state(*, workers: int) -> Iterator[Path]:
    """Make the folder, and name it to the processes that this one starts.

    A single worker is this process, whose counting library is loaded already and counts for
    itself: told of a folder now it would write nothing there, and read nothing from it.
    """
    with tempfile.TemporaryDirectory(prefix="regwire-", ignore_cleanup_errors=True) as folder:
        counts = Path(folder) / "counts"
        counts.mkdir()
        os.environ[_STATE] = folder
        if workers > 1:
            os.environ[MULTIPROC] = str(counts)
        yield Path(folder)


def state_folder() -> Path:
    """Return the shared folder, or one of this process alone where none was named."""
    named = os.environ.get(_STATE)
    return Path(named) if named else _own_folder()


@cache
def _own_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="regwire-"))
