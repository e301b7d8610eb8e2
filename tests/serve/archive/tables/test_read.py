from io import BytesIO
from pathlib import Path

import pytest

from serve.archive.columns import Row
from serve.archive.tables import Entry, read_table

FILES = Path(__file__).parent.parent / "files"


def entries(raw: bytes, kind: str) -> tuple[str, list[Entry]]:
    encoding, found = read_table(BytesIO(raw), kind)
    return encoding, list(found)


def rows(raw: bytes, kind: str) -> list[Row | None]:
    return [entry.row for entry in entries(raw, kind)[1]]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_any_usual_separator_is_read(mark: str) -> None:
    assert rows(f'id{mark}text\n1{mark}"a\nb"\n\n'.encode(), ".csv") == [
        {"id": "1", "text": "a\nb"}
    ]


def test_excel_in_chinese_is_read() -> None:
    raw = "编号,text\r\n1,国家互联网信息办公室征求意见\r\n".encode("gbk")
    assert entries(raw, ".csv") == (
        "gb18030",
        [Entry(1, {"编号": "1", "text": "国家互联网信息办公室征求意见"})],
    )


def test_a_row_of_another_length_is_refused_alone() -> None:
    assert entries(b"a,text\n1\n2,b\n", ".csv")[1] == [
        Entry(1, None, "the row has 1 cells; expected 2"),
        Entry(2, {"a": "2", "text": "b"}),
    ]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"\n1,2\n", "the first line is empty", id="no names"),
        pytest.param(b"a,a\n1,2\n", "columns named twice: 'a'", id="doubled"),
    ],
)
def test_tables_without_good_names_are_refused(raw: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rows(raw, ".csv")


def test_json_lines_keep_their_types_and_faults_their_place() -> None:
    assert entries(b'{"id": 1, "text": "a", "x": [1]}\n\nno\n[]\n', ".jsonl")[1] == [
        Entry(1, {"id": 1, "text": "a", "x": [1]}),
        Entry(2, None, "not JSON: Expecting value: line 1 column 1 (char 0)"),
        Entry(3, None, "the line is list; expected a JSON object"),
    ]


def test_deeply_nested_json_is_refused() -> None:
    (entry,) = entries(b"[" * 100_000, ".jsonl")[1]
    assert entry.row is None
    assert "not JSON" in entry.reason


def test_a_workbook_of_libreoffice_whose_formula_is_read_as_its_value() -> None:
    pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    assert rows((FILES / "items.xlsx").read_bytes(), ".xlsx") == [
        {
            "id": 7,
            "title": "ICO fines spam texter",
            "text": "The office fined a sender of spam texts.",
            "score": 1.5,
        },
        {"id": 8, "title": None, "text": "工信部抽查第三方SDK", "score": "ICO fines spam texter"},
    ]


def test_parquet_by_pyarrow(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="needs regwire[archive]")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = arrow.table({"id": list(range(2500)), "text": ["罚"] * 2500})
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=700)
    found = rows((tmp_path / "a.parquet").read_bytes(), ".parquet")
    assert (len(found), found[2499]) == (2500, {"id": 2499, "text": "罚"})


@pytest.mark.parametrize("kind", [".xlsx", ".parquet"])
def test_broken_tables_are_refused(kind: str) -> None:
    with pytest.raises(ValueError):
        rows(b"PK no", kind)
