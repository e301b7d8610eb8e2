"""The types of tables' own columns, where Parquet comes in and Parquet goes out."""

from collections.abc import Container, Iterable, Sequence
from typing import Any

from serve.archive.arrow_cells import can_be_restored
from serve.archive.columns import GIVEN
from serve.archive.extras import extra
from serve.archive.sources import Source

__all__ = ["own_types"]


def own_types(sources: Sequence[Source], taken: Container[str]) -> dict[str, Any]:
    """Return the Arrow type of each own column that all tables have it in.

    Parameters
    ----------
    sources : of a run; unless all are Parquet, cells say what their columns are
    taken : names of columns that rows gain

    Returns
    -------
    types by the columns' names in the output
    """
    if any(source.kind != ".parquet" for source in sources):
        return {}
    found: dict[str, set[Any]] = {}
    for source in sources:
        for name, kind in _fields(source):
            found.setdefault(f"{GIVEN}{name}" if name in taken else name, set()).add(kind)
    agreed = {name: kinds.pop() for name, kinds in found.items() if len(kinds) == 1}
    return {name: kind for name, kind in agreed.items() if can_be_restored(kind)}


def _fields(source: Source) -> Iterable[tuple[str, Any]]:
    """Return the columns of a file, none where it cannot be read: no rows are of it then."""
    try:
        with source.open() as file:
            schema = extra("pyarrow.parquet").read_schema(file)
    except ValueError:
        return []
    return [(field.name, field.type) for field in schema]
