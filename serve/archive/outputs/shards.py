"""Outputs of several files: `tagged-00001-of-00003.csv` and so on."""

import re
from pathlib import Path

__all__ = ["SHARD_ROWS", "check_shards", "earlier_shards", "is_of", "shard_paths"]

# Rows of one file unless another number is asked for: 10 GB or so of reports.
SHARD_ROWS = 10_000_000
_NUMBERED = r"-\d{5,}-of-\d{5,}"
# A database is one file whatever its size: its use is to ask all of it.
_WHOLE = ".sqlite"


def check_shards(path: Path, shard_rows: int | None) -> int:
    """Return how many rows a file of an output gets at most, 0 where there is no limit.

    Parameters
    ----------
    path : the output
    shard_rows : what was asked for; None for what is usual

    Raises
    ------
    ValueError : the output cannot be of several files, or the number is negative
    """
    if shard_rows is None:
        return 0 if path.suffix.lower() == _WHOLE else SHARD_ROWS
    if shard_rows < 0:
        raise ValueError(f"--shard-rows is {shard_rows}; expected 1 or more, or 0 for one file")
    if shard_rows and path.suffix.lower() == _WHOLE:
        raise ValueError(f"{path}: a database is one file; leave out --shard-rows")
    return shard_rows


def shard_paths(path: Path, n_rows: int, shard_rows: int) -> list[Path]:
    """Return the files of an output: `path` itself where one holds all rows.

    Parameters
    ----------
    path : the output as it was asked for
    n_rows : rows in all
    shard_rows : rows of a file at most, 0 where there is no limit
    """
    if not shard_rows or n_rows <= shard_rows:
        return [path]
    n_shards = -(-n_rows // shard_rows)
    return [
        path.with_name(f"{path.stem}-{number:05}-of-{n_shards:05}{path.suffix}")
        for number in range(1, n_shards + 1)
    ]


def earlier_shards(path: Path) -> list[Path]:
    """Return the files that an output is made of now, whole or in shards of any number."""
    if not path.parent.is_dir():
        return []
    return sorted(one for one in path.parent.iterdir() if is_of(path.name, one.name))


def is_of(output: str, name: str) -> bool:
    """Tell whether a file is one that an output may be made of.

    Parameters
    ----------
    output : the output's name as it was asked for
    name : the file's
    """
    path = Path(output)
    whole = re.escape(path.stem) + f"({_NUMBERED})?" + re.escape(path.suffix)
    return re.fullmatch(whole, name) is not None
