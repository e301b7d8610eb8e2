import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from serve.archive.columns import CellKind, Row
from serve.archive.outputs import check_output, write_rows

ROWS: list[Row] = [
    {"id": 1, "text": "=1+1", "review": True, "score": 1, "any": [1]},
    {"id": 2, "text": "罚\x07" + "a" * 40_000, "review": False, "score": 0.5, "any": "b"},
    {"id": 3},
]
COLUMNS: dict[str, CellKind] = {
    "id": "integer",
    "text": "text",
    "review": "boolean",
    "score": "number",
    "any": "text",
}


def test_parquet_has_types(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs regwire[archive]")
    write_rows(tmp_path / "a.parquet", ROWS, COLUMNS)
    table = parquet.read_table(tmp_path / "a.parquet")
    assert [str(kind) for kind in table.schema.types] == [
        "int64",
        "string",
        "bool",
        "double",
        "string",
    ]
    assert table.column("any").to_pylist() == ["[1]", "b", None]
    assert table.column("score").to_pylist() == [1.0, 0.5, None]


def test_a_database_can_be_asked(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.sqlite", ROWS, COLUMNS | {"ID": "empty", 'q"': "empty"})
    database = sqlite3.connect(tmp_path / "a.sqlite")
    assert database.execute("SELECT id, review, any FROM items").fetchall() == [
        (1, 1, "[1]"),
        (2, 0, "b"),
        (3, None, None),
    ]
    assert [row[1] for row in database.execute("PRAGMA table_info(items)")][-2:] == ["ID_2", 'q"']
    database.close()


def test_a_workbook_holds_text_as_text(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    write_rows(tmp_path / "a.xlsx", ROWS, COLUMNS)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["items"]
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == list(COLUMNS)
    assert (rows[1][1].value, rows[1][1].data_type) == ("=1+1", "s")
    assert (rows[2][1].value[:3], len(rows[2][1].value), rows[2][1].value[-1]) == (
        "罚\ufffda",
        32_767,
        "…",
    )


def test_a_file_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    def failing() -> Iterator[Row]:
        yield {"id": 1}
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.jsonl"
    path.write_text("before")
    with pytest.raises(OSError, match="No space left"):
        write_rows(path, failing(), {"id": "integer"})
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("a.jsonl", "before")]


def test_unknown_outputs_are_refused() -> None:
    with pytest.raises(ValueError, match=r"out.doc: cannot write '.doc'; expected .csv, .jsonl"):
        check_output(Path("out.doc"))
