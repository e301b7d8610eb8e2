"""Read and cut an upload in a process of its own, which has little to lose.

Parsers of PDF, Word and the like are large, and their files come from anywhere; and text can be
made so that it takes half a minute to cut. So both happen apart from the server, with limits on
memory, time and output: what goes wrong ends that process and gives the client a reason.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from serve.archive.interpreter import running
from serve.archive.tables import Entry
from serve.unpacking.faults import TooLargeError, UnpackError
from serve.unpacking.items import items_of
from serve.unpacking.lines import read_lines

__all__ = ["MAX_SECONDS", "REFUSED", "TOO_LARGE", "unpack"]

# Kinds that the server reads itself while they are short: text, split at line ends and commas.
_PLAIN = frozenset({".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".jsonl", ".ndjson"})
# So many bytes, a long article, are read and cut in 0.6 s at worst, mostly in a hundredth of that;
# to start a process takes 0.25 s.
_SHORT_BYTES = 10_000
MAX_SECONDS = 30
# Exit statuses where the reason is on stdout, to which no library writes.
REFUSED = 3
TOO_LARGE = 4


def unpack(path: Path, kind: str, max_items: int | None = None) -> Iterator[Entry]:
    """Yield the items of a file; the row of a report has the fields of `Report`.

    Parameters
    ----------
    path : the file, in a folder of its own
    kind : its suffix, with the dot
    max_items : reports, or rows, at most

    Raises
    ------
    UnpackError : says why; after the rows before, where a table is damaged in the middle
    TooLargeError : it holds more than is tagged while somebody waits
    """
    if kind in _PLAIN and path.stat().st_size <= _SHORT_BYTES:
        return _read_here(path, kind, max_items)
    return _read_apart(path, kind, max_items)


def _read_here(path: Path, kind: str, max_items: int | None) -> Iterator[Entry]:
    try:
        yield from items_of(path, kind, max_items)
    except TooLargeError:
        raise
    except ValueError as error:
        raise UnpackError(str(error)) from error


def _read_apart(path: Path, kind: str, max_items: int | None) -> Iterator[Entry]:
    target = path.with_name("items.jsonl")
    limit = "" if max_items is None else str(max_items)
    command, needed = running("serve.unpacking", kind, str(path), str(target), limit)
    # Nothing more of the server's environment: it may hold the database's password.
    environment = {name: os.environ[name] for name in ("PATH",) if name in os.environ} | needed
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnpackError(f"reading it takes longer than {MAX_SECONDS} s") from error
    reason = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode == TOO_LARGE:
        raise TooLargeError(reason)
    if done.returncode not in (0, REFUSED):
        raise UnpackError("reading it takes too much memory or time, or it is damaged")
    yield from read_lines(target)
    if done.returncode == REFUSED:
        raise UnpackError(reason or "it cannot be read")
