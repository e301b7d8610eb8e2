import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from serve.archive.columns import CellKind, Row
from serve.archive.outputs import check_output, write_rows
from serve.archive.tables import read_table

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


def test_a_warning_says_how_many_cells_a_workbook_cuts(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    write_rows(tmp_path / "a.xlsx", ROWS, COLUMNS)
    assert [record.getMessage() for record in caplog.records] == [
        "1 cells are cut at 32,767 characters, the most that a cell of a workbook holds; .csv, "
        ".jsonl and .parquet hold all"
    ]


def test_a_workbook_counts_characters_as_excel_does(tmp_path: Path) -> None:
    """Excel counts UTF-16: a rare ideograph is two, and is not cut in half."""
    openpyxl = pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    texts = ["a" * 32_767, "𠮷" * 16_383 + "a", "𠮷" * 16_384]
    write_rows(tmp_path / "a.xlsx", [{"text": text} for text in texts], {"text": "text"})
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["items"]
    found = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert found == [texts[0], texts[1], "𠮷" * 16_383 + "…"]


def test_a_full_sheet_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    monkeypatch.setattr("serve.archive.outputs.workbook._MAX_ROWS", 3)
    write_rows(tmp_path / "a.xlsx", [{"n": n} for n in range(5)], {"n": "integer"})
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert {
        sheet.title: [row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book
    } == {"items": ["n", 0, 1], "items 2": ["n", 2, 3], "items 3": ["n", 4]}


def test_more_columns_than_a_workbook_has_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    columns: dict[str, CellKind] = dict.fromkeys(map(str, range(16_385)), "integer")
    with pytest.raises(ValueError, match="16,385 columns; a workbook holds 16,384: write .csv or"):
        write_rows(tmp_path / "a.xlsx", [], columns)


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet", ".xlsx"])
def test_rows_are_divided_among_files(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("pyarrow", reason="needs regwire[archive]")
    path = tmp_path / f"a{suffix}"
    stale = tmp_path / f"a-00001-of-00009{suffix}"
    for earlier in (path, stale):
        earlier.write_text("before")
    paths = [tmp_path / f"a-0000{n}-of-00003{suffix}" for n in (1, 2, 3)]
    rows = [{"id": n, "text": f"t{n}"} for n in range(5)]
    columns: dict[str, CellKind] = {"id": "integer", "text": "text"}
    assert write_rows(path, rows, columns, paths=paths, shard_rows=2) == paths
    assert sorted(tmp_path.iterdir()) == paths
    found = []
    for one in paths:
        with one.open("rb") as file:
            found.append([entry.row["id"] for entry in read_table(file, suffix)[1] if entry.row])
    assert [[int(n) for n in shard] for shard in found] == [[0, 1], [2, 3], [4]]
