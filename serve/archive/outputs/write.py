"""Choose how to write by the output's name; a file appears whole or not at all."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from serve.archive.columns import Row
from serve.archive.outputs.atomic import replacing
from serve.archive.outputs.lines import write_lines
from serve.archive.outputs.separated import write_separated

__all__ = ["OUTPUTS", "check_output", "write_rows"]

_Writer = Callable[[Path, Iterable[Row], Sequence[str]], None]
OUTPUTS: dict[str, _Writer] = {".jsonl": write_lines, ".csv": write_separated}


def check_output(path: Path) -> None:
    """Refuse an output that cannot be written, before any work is done.

    Raises
    ------
    ValueError : its kind is unknown
    """
    if path.suffix.lower() not in OUTPUTS:
        kinds = ", ".join(sorted(OUTPUTS))
        raise ValueError(f"{path}: cannot write {path.suffix or 'no suffix'!r}; expected {kinds}")


def write_rows(path: Path, rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Write rows under a temporary name, then give them theirs.

    Parameters
    ----------
    path : the output; its suffix says how
    rows : read once
    columns : in the order of the output; a row need not have all

    Raises
    ------
    ValueError : its kind is unknown
    OSError : it cannot be written
    """
    check_output(path)
    with replacing(path) as draft:
        OUTPUTS[path.suffix.lower()](draft, rows, columns)
