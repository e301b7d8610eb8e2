"""Choose how to write by the output's name; a file appears whole or not at all."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from serve.archive.columns import CellKind, Row
from serve.archive.outputs.atomic import replacing
from serve.archive.outputs.database import write_database
from serve.archive.outputs.lines import write_lines
from serve.archive.outputs.parquet import write_parquet
from serve.archive.outputs.separated import write_separated
from serve.archive.outputs.workbook import write_workbook

__all__ = ["OUTPUTS", "check_output", "write_rows"]

_Writer = Callable[[Path, Iterable[Row], Mapping[str, CellKind]], None]
OUTPUTS: dict[str, _Writer] = {
    ".jsonl": write_lines,
    ".csv": write_separated,
    ".parquet": write_parquet,
    ".xlsx": write_workbook,
    ".sqlite": write_database,
}


def check_output(path: Path) -> None:
    """Refuse an output that cannot be written, before any work is done.

    Raises
    ------
    ValueError : its kind is unknown
    """
    if path.suffix.lower() not in OUTPUTS:
        kinds = ", ".join(sorted(OUTPUTS))
        raise ValueError(f"{path}: cannot write {path.suffix or 'no suffix'!r}; expected {kinds}")


def write_rows(path: Path, rows: Iterable[Row], columns: Mapping[str, CellKind]) -> None:
    """Write rows under a temporary name, then give them theirs.

    Parameters
    ----------
    path : the output; its suffix says how
    rows : read once
    columns : what their cells are, in the order of the output; a row need not have all

    Raises
    ------
    ValueError : its kind is unknown
    OSError : it cannot be written
    """
    check_output(path)
    with replacing(path) as draft:
        OUTPUTS[path.suffix.lower()](draft, rows, columns)
