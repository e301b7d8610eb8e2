"""Excel workbooks."""

import warnings
import zipfile
from collections.abc import Generator
from typing import Any, BinaryIO

from serve.archive.extras import extra
from serve.archive.tables.delimited import column_names
from serve.archive.tables.entry import Entry

__all__ = ["read_workbook"]


def read_workbook(file: BinaryIO) -> tuple[str, Generator[Entry, None, None]]:
    """Return the rows of a workbook's first sheet; its first row names the columns.

    Raises
    ------
    ValueError : it is damaged or no workbook
    """
    openpyxl = extra("openpyxl")
    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and forms, which hold no text
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ValueError(f"not a workbook that can be opened: {error}") from error
    return "xlsx", _entries(book)


def _entries(book: Any) -> Generator[Entry, None, None]:  # noqa: ANN401  (openpyxl has no types)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        head = list(next(rows, ()))
        while head and head[-1] is None:
            head.pop()
        names = column_names(["" if name is None else str(name) for name in head])
        filled = (cells for cells in rows if any(cell is not None for cell in cells))
        for item, cells in enumerate(filled, start=1):
            row = dict.fromkeys(names)
            row.update(zip(names, cells, strict=False))
            yield Entry(item, row)
    finally:
        book.close()
