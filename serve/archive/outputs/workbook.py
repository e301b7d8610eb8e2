"""Excel workbooks."""

import logging
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from serve.archive.columns import CellKind, Row, fitted
from serve.archive.extras import extra

__all__ = ["write_workbook"]

_LOG = logging.getLogger(__name__)
# Limits of the format: rows and columns of a sheet, characters of a cell as UTF-16 counts them.
_MAX_ROWS = 1_048_576
_MAX_COLUMNS = 16_384
_MAX_CHARS = 32_767
# XML 1.0 cannot hold these characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
# The earliest moment that a zip file can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_workbook(path: Path, rows: Iterable[Row], columns: Mapping[str, CellKind]) -> None:
    """Write rows to sheets `items`, `items 2`, ... of as many rows as a sheet can have.

    Text stays text, whatever it begins with. A longer text than a cell can hold is cut, with an
    ellipsis, and a warning says how many were. The same rows give
    the same bytes: the file does not say when it was saved.
    """
    openpyxl = extra("openpyxl")
    cell_type = extra("openpyxl.cell").WriteOnlyCell
    book = openpyxl.Workbook(write_only=True)
    if len(columns) > _MAX_COLUMNS:
        raise ValueError(
            f"{len(columns):,} columns; a workbook holds {_MAX_COLUMNS:,}: write .csv or .parquet"
        )
    sheet: Any = None
    n_rows, n_cut = _MAX_ROWS, 0
    for row in rows:
        if n_rows == _MAX_ROWS:
            sheet = _sheet(book, cell_type, columns)
            n_rows = 1
        values = [fitted(row.get(name), kind) for name, kind in columns.items()]
        n_cut += sum(map(_is_too_long, values))
        sheet.append([_cell(sheet, cell_type, value) for value in values])
        n_rows += 1
    if sheet is None:
        _sheet(book, cell_type, columns)
    if n_cut:
        _LOG.warning(
            "%s cells are cut at %s characters, the most that a cell of a workbook holds; "
            ".csv, .jsonl and .parquet hold all",
            f"{n_cut:,}",
            f"{_MAX_CHARS:,}",
        )
    with tempfile.TemporaryFile(dir=path.parent) as saved:
        _save(book, saved)
        _without_times(saved, path)


def _sheet(book: Any, cell_type: Any, columns: Iterable[str]) -> Any:  # noqa: ANN401
    n_sheets = len(book.worksheets)
    sheet = book.create_sheet(f"items {n_sheets + 1}" if n_sheets else "items")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, cell_type, name) for name in columns])
    return sheet


def _cell(sheet: Any, cell_type: Any, value: object) -> Any:  # noqa: ANN401
    if isinstance(value, date) and not _is_held(value):
        value = str(value)
    if not isinstance(value, str):
        return value
    text = _ILLEGAL.sub("\ufffd", value)
    text = f"{_beginning(text)}…" if _is_too_long(text) else text
    cell = cell_type(sheet, value=text)
    cell.data_type = "s"  # or text that begins with = would be a formula
    return cell


def _is_too_long(value: object) -> bool:
    # Each character counts for one or two.
    return (
        isinstance(value, str)
        and len(value) > _MAX_CHARS // 2
        and len(value.encode("utf-16-le", "replace")) > 2 * _MAX_CHARS
    )


def _beginning(text: str) -> str:
    """Return as much of a text as a cell holds with one more character."""
    whole = text.encode("utf-16-le", "replace")[: 2 * (_MAX_CHARS - 1)]
    return whole.decode("utf-16-le", "ignore")  # without half of a pair at the end


def _is_held(value: date) -> bool:
    """Tell whether a workbook can hold a date as one: it has no time zones, and begins in 1900."""
    return value.year > 1900 and not (isinstance(value, datetime) and value.tzinfo)


def _save(book: Any, file: Any) -> None:  # noqa: ANN401
    """Do what `book.save` does, and leave nothing behind that fails once more on a full disk."""
    archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
    try:
        extra("openpyxl.writer.excel").ExcelWriter(book, archive).save()
    except OSError:
        archive.fp = None  # when collected it would write its end
        raise


def _without_times(saved: Any, path: Path) -> None:  # noqa: ANN401
    """Copy a workbook with one and the same time for all of its parts."""
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(path, "w") as after:
        for info in before.infolist():
            target = zipfile.ZipInfo(info.filename, _EPOCH)
            target.compress_type = zipfile.ZIP_DEFLATED
            with before.open(info) as source, after.open(target, "w") as copy:
                if info.filename == "docProps/core.xml":
                    copy.write(_SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", source.read()))
                else:
                    shutil.copyfileobj(source, copy)
