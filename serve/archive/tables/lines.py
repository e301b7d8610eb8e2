"""Tables of JSON objects, one a line."""

import json
from collections.abc import Generator
from typing import BinaryIO

from serve.archive.checks import check_depth
from serve.archive.encodings import as_text, detect
from serve.archive.tables.entry import Entry

__all__ = ["read_lines"]


def read_lines(file: BinaryIO) -> tuple[str, Generator[Entry, None, None]]:
    """Return the encoding and the rows of a file of JSON lines; blank lines do not count."""
    encoding = detect(file)
    return encoding, _entries(file, encoding)


def _entries(file: BinaryIO, encoding: str) -> Generator[Entry, None, None]:
    with as_text(file, encoding) as text:
        lines = (line for line in text if line.strip())
        for item, line in enumerate(lines, start=1):
            yield _entry(item, line)


def _entry(item: int, line: str) -> Entry:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Entry(item, None, f"not JSON: {error}")
    if not isinstance(row, dict):
        return Entry(item, None, f"the line is {type(row).__name__}; expected a JSON object")
    try:
        check_depth(row)
    except ValueError as error:
        return Entry(item, None, str(error))
    return Entry(item, row)
