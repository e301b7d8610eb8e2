"""How the faults of a table are told: all at once, each with its row."""

from collections.abc import Sequence
from pathlib import Path

__all__ = ["faults_told"]


def faults_told(path: Path, faults: Sequence[str]) -> str:
    """Say how many faults a file has, and each of them on a line of its own."""
    listed = "\n".join(f"  {fault}" for fault in faults)
    return f"{path}: {len(faults)} fault(s) found; correct them and run again\n{listed}"
