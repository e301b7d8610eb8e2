"""Items on their way from the process that reads them, each a line of JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from serve.archive.tables import Entry

__all__ = ["read_lines", "write_lines"]

# Half surrogate pairs come through, and are refused with their item.
_ERRORS = "surrogatepass"


def write_lines(entries: Iterator[Entry], path: Path) -> None:
    """Write items as they come; raises what reading them does, with those before in the file."""
    with path.open("w", encoding="utf-8", errors=_ERRORS, newline="\n") as file:
        for entry in entries:
            file.write(_line(entry) + "\n")


def read_lines(path: Path) -> Iterator[Entry]:
    """Yield the items that were written, up to one that was not written to its end."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors=_ERRORS, newline="\n") as file:
        for line in file:
            if not line.endswith("\n"):
                return
            yield Entry(**json.loads(line))


def _line(entry: Entry) -> str:
    try:
        return json.dumps(asdict(entry), ensure_ascii=False, default=str)
    except RecursionError:
        return json.dumps(asdict(Entry(entry.item, None, "the row is nested too deeply")))
