"""Tables: files whose rows are items."""

from serve.archive.tables.entry import Entry
from serve.archive.tables.read import read_table

__all__ = ["Entry", "read_table"]
