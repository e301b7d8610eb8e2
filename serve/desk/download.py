"""Rows as a file for a spreadsheet."""

import io
import math
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from serve.api.text import clean
from serve.corrections.spreadsheet import write_csv

__all__ = ["XLSX_KIND", "can_write_xlsx", "columns_of", "write_csv", "write_xlsx"]

XLSX_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The most characters that a cell of a workbook holds.
_MAX_CELL = 32_767


def can_write_xlsx() -> bool:
    """Whether the library for workbooks is installed."""
    return find_spec("openpyxl") is not None


def columns_of(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the columns of all rows, each once, in the order in which they are met."""
    return list(dict.fromkeys(name for row in rows for name in row))


def write_xlsx(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Return rows as a workbook; every text is stored as text, so none is a formula."""
    from openpyxl import Workbook  # large, and not everyone's

    book = Workbook(write_only=True)
    sheet = book.create_sheet("regwire")
    columns = columns_of(rows)
    sheet.append([_cell(sheet, name) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, row.get(name)) for name in columns])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: object, value: object) -> object:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

    if isinstance(value, float) and not math.isfinite(value):
        value = str(value)
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", clean(value))[:_MAX_CELL])
    cell.data_type = "s"
    return cell
