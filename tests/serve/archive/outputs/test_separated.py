import csv
from pathlib import Path

import pytest

from serve.archive.outputs.separated import as_cell, write_separated


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-5", "-5"),
        ("+3.5", "+3.5"),
        ("a=b", "a=b"),
        (-0.25, "-0.25"),
        (True, "true"),
        (None, ""),
        ({"甲": 1}, '{"甲": 1}'),
    ],
)
def test_cells_are_never_formulas(value: object, cell: str) -> None:
    assert as_cell(value) == cell


def test_excel_reads_it_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_separated(path, [{"text": "罚\n款", "n": 1}], {"text": "text", "n": "integer"})
    assert path.read_bytes() == '\ufefftext,n\r\n"罚\n款",1\r\n'.encode()
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == [{"text": "罚\n款", "n": "1"}]
