"""The cells of a CSV file, checked against its header, for every table that is read here."""

import csv
import io
from collections.abc import Iterator, Sequence

from training.encoding import decode_table

__all__ = ["named_rows", "read_cells"]

_OTHER_SEPARATORS = {";": "';'", "\t": "tabs"}


def read_cells(raw: bytes) -> list[list[str]]:
    """Split the bytes of a table into rows of cells.

    Raises
    ------
    ValueError : the bytes are no text, or a quotation mark stands astray; says where
    """
    reader = csv.reader(io.StringIO(decode_table(raw), newline=""), strict=True)
    rows: list[list[str]] = []
    begins = 1
    try:
        for cells in reader:
            rows.append(cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        # The module notices late: a mark that opens swallows all up to the next one.
        raise ValueError(
            f"line {begins}: the row that begins here is no CSV: {error} (noticed in line "
            f"{reader.line_num}); expected each '\"' at the start of a cell to be closed at its "
            "end, and doubled inside: look for a stray one in this row"
        ) from error
    return rows


def named_rows(
    rows: Sequence[Sequence[str]], columns: Sequence[str], faults: list[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows below a header by column, with their numbers; row 1 is the header.

    Parameters
    ----------
    columns : those that have to be there; others may be too
    faults : takes what is wrong with the header, or with the number of cells in a row
    """
    header = rows[0] if rows else []
    missing = [column for column in columns if column not in header]
    if missing:
        faults.append(_header_fault(header, missing, columns))
        return
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cells):
            continue
        if len(cells) == len(header):
            yield number, dict(zip(header, cells, strict=True))
        else:
            faults.append(
                f"row {number}: {len(cells)} cells; expected {len(header)} as in the header"
            )


def _header_fault(header: Sequence[str], missing: Sequence[str], columns: Sequence[str]) -> str:
    for separator, told in _OTHER_SEPARATORS.items():
        if set(missing) & set(",".join(header).split(separator)):
            return (
                f"row 1: cells seem to be separated by {told}; expected commas: save the file "
                "as CSV with commas"
            )
    return f"row 1: no column {', '.join(missing)}; expected {','.join(columns)}"
