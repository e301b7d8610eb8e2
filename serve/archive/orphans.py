"""Processes that end with the one that started them."""

import os
import threading
import time
from functools import cache

__all__ = ["end_with"]

_PAUSE_S = 1.0


@cache
def end_with(parent: int) -> None:
    """Have this process end soon after its parent has, in whatever way that was.

    joblib's workers wait without end for a parent that was killed, each with a model in memory.

    Parameters
    ----------
    parent : process identifier; nothing is done where this process is not its child
    """
    if os.getppid() == parent:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PAUSE_S)
    os._exit(1)
