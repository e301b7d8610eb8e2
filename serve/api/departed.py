"""What workers that are gone leave behind in the shared counts."""

import os
from pathlib import Path

from prometheus_client.multiprocess import mark_process_dead

__all__ = ["forget_departed"]


def forget_departed(folder: Path) -> None:
    """Drop what only a living worker can say, such as which version it serves; counts stay."""
    told = {path.stem.rpartition("_")[2] for path in folder.glob("gauge_live*.db")}
    for name in told:
        if name.isdecimal() and not _lives(int(name)):
            mark_process_dead(int(name), str(folder))  # type: ignore[no-untyped-call]


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
