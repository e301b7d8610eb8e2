"""Tables of JSON objects, one a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from serve.archive.encodings import open_text
from serve.archive.tables.entry import Entry

__all__ = ["read_lines"]


def read_lines(file: BinaryIO) -> tuple[str, Iterator[Entry]]:
    """Return the encoding and the rows of a file of JSON lines; blank lines do not count."""
    text, encoding = open_text(file)
    return encoding, _entries(text)


def _entries(text: TextIO) -> Iterator[Entry]:
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
    return Entry(item, row)
