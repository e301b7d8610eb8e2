"""Choose how to write by the output's name; a file appears whole or not at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from serve.archive.columns import CellKind, Row
from serve.archive.outputs.atomic import replacing
from serve.archive.outputs.database import write_database
from serve.archive.outputs.lines import write_lines
from serve.archive.outputs.parquet import write_parquet
from serve.archive.outputs.separated import write_separated
from serve.archive.outputs.shards import earlier_shards
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


def write_rows(
    path: Path,
    rows: Iterable[Row],
    columns: Mapping[str, CellKind],
    *,
    own: Mapping[str, Any] = MappingProxyType({}),
    paths: Sequence[Path] = (),
    shard_rows: int = 0,
) -> list[Path]:
    """Write rows under temporary names, then give them theirs.

    Files of an earlier run with this output are gone afterwards: they would be read as a part of
    this one.

    Parameters
    ----------
    path : the output; its suffix says how
    rows : read once
    columns : what their cells are, in the order of the output; a row need not have all
    own : Arrow types of columns, for Parquet
    paths : the files that the rows are to be divided among; `path` alone unless there are more
    shard_rows : rows of each file but the last

    Returns
    -------
    the files

    Raises
    ------
    ValueError : its kind is unknown
    OSError : it cannot be written
    """
    check_output(path)
    kind = path.suffix.lower()
    write: _Writer = partial(write_parquet, own=own) if kind == ".parquet" else OUTPUTS[kind]
    targets = [*paths] or [path]
    left = iter(rows)
    for target in targets:
        with replacing(target) as draft:
            write(draft, islice(left, shard_rows) if len(targets) > 1 else left, columns)
    for before in earlier_shards(path):
        if before not in targets:
            before.unlink()
    return targets
