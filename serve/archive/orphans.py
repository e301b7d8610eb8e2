"""Processes that end with the one that started them."""

import os
import threading
import time
from typing import Any

__all__ = ["as_children"]

_PAUSE_S = 1.0


def as_children() -> dict[str, Any]:
    """Return what joblib and its executors are told, so that their processes end with this one.

    They would wait without end for a parent that was killed, each with a model in memory.
    """
    return {"initializer": _begin, "initargs": (os.getpid(),)}


def _begin(parent: int) -> None:
    """Watch the parent from the first moment: later, this process may be an orphan already."""
    # joblib has a process that dies print where it was, unless this is set.
    os.environ.setdefault("PYTHONFAULTHANDLER", "0")
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PAUSE_S)
    os._exit(1)
