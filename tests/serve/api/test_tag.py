import io
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from serve.api.tagging import MAX_TAG_S, TooLargeError, _in_time, source_name
from serve.archive.tables import Entry
from tests.serve.archive.test_damage import workbook as damaged_workbook

ARTICLE = (
    "ICO fines spam texter\n\nThe Information Commissioner's Office fined a company 70,000 pounds."
)


def test_document_becomes_rows(client: TestClient) -> None:
    response = client.post("/tag", files={"file": ("note.txt", ARTICLE.encode())})
    assert response.status_code == 200
    rows = response.json()["items"]
    assert [(row["source"], row["item"], row["lang"]) for row in rows] == [("note.txt", 1, "en")]


def test_table_keeps_its_columns(client: TestClient) -> None:
    table = "编号,title,text\n7,,浙江省通信管理局通报App\n8,,\n".encode()
    answer = client.post("/tag", files={"file": ("表.csv", table)}).json()
    assert [(row["编号"], row["item"]) for row in answer["items"]] == [("7", 1)]
    assert [one["item"] for one in answer["refused"]] == [2]


def test_long_and_short_documents_are_cut_alike(client: TestClient) -> None:
    """The long ones by a process of its own."""
    short = client.post("/tag", files={"file": ("a.txt", ARTICLE.encode())}).json()["items"]
    long = client.post("/tag", files={"file": ("a.txt", ARTICLE.encode() + b"\n" * 10_001)}).json()
    assert long == {"items": short, "refused": []}


def test_rows_before_a_damaged_place_are_tagged(client: TestClient) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    assert openpyxl
    answer = client.post("/tag", files={"file": ("items.xlsx", damaged_workbook())}).json()
    assert [row["item"] for row in answer["items"]] == [1, 2]
    (refused,) = answer["refused"]
    assert (refused["file"], refused["item"]) == ("items.xlsx", None)
    assert refused["reason"].startswith("damaged, or no .xlsx file: ")


def test_a_table_without_words_is_422(client: TestClient) -> None:
    response = client.post("/tag", files={"file": ("a.csv", b"a,b\n1,2\n")})
    assert (response.status_code, response.json()["detail"]) == (
        422,
        "no column 'text' or 'title'; the columns are 'a', 'b'; name yours with --text-column and "
        "--title-column",
    )


def test_what_takes_too_long_to_tag_is_413(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serve.api.tagging.MAX_TAG_S", -1.0)
    response = client.post("/tag", files={"file": ("a.txt", ARTICLE.encode())})
    assert response.status_code == 413
    assert "tagging it takes longer than -1 s; send it in parts" in response.json()["detail"]


def test_the_time_of_reading_is_not_the_time_of_tagging(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was read for long was given up before much of it was tagged."""
    now = [0.0]
    monkeypatch.setattr("serve.api.tagging.time.monotonic", lambda: now[0])

    def read() -> Iterator[Entry]:
        now[0] += 2 * MAX_TAG_S
        yield Entry(1, {"text": "a"})
        now[0] += MAX_TAG_S
        yield Entry(2, {"text": "b"})
        now[0] += 1
        yield Entry(3, {"text": "c"})

    entries = _in_time(read())
    assert [next(entries).item, next(entries).item] == [1, 2]
    with pytest.raises(TooLargeError, match="tagging it takes longer than 60 s"):
        next(entries)


def test_own_columns_that_are_called_like_ours_are_kept(client: TestClient) -> None:
    table = b"item,source,text\nA1,wire,FTC fines company\n"
    (row,) = client.post("/tag", files={"file": ("a.csv", table)}).json()["items"]
    names = ("source", "item", "given_source", "given_item", "text")
    assert [row[name] for name in names] == ["a.csv", 1, "wire", "A1", "FTC fines company"]


def test_rows_that_cannot_be_answered_are_refused_alone(client: TestClient) -> None:
    deep = "[" * 300 + "]" * 300
    lines = [
        '{"text": "FTC fines", "x": ["\\ud800"]}',
        f'{{"text": "FTC fines", "x": {deep}}}',
        '{"text": "FTC fines", "x": [["a"]]}',
    ]
    response = client.post("/tag", files={"file": ("a.jsonl", "\n".join(lines).encode())})
    assert response.status_code == 200
    assert [(row["item"], row["x"]) for row in response.json()["items"]] == [(3, [["a"]])]
    assert [one["item"] for one in response.json()["refused"]] == [1, 2]


def test_unknown_kind_is_415(client: TestClient) -> None:
    response = client.post("/tag", files={"file": ("a.exe", b"MZ")})
    assert response.status_code == 415
    assert ".txt" in response.json()["detail"]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b" \n "], ids=["empty", "binary", "blank"]
)
def test_unreadable_is_422(client: TestClient, content: bytes) -> None:
    assert client.post("/tag", files={"file": ("a.txt", content)}).status_code == 422


def test_no_file_is_422(client: TestClient) -> None:
    response = client.post("/tag", files={"other": ("a.txt", b"a")})
    assert response.json()["errors"][0]["field"] == "body.file"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\news\\周报.md", "周报.md"),
        ("a\r\nb\x00.txt", "ab\ufffd.txt"),
        ("", "upload.txt"),
        (None, "upload.txt"),
        ("..", ".."),
    ],
)
def test_name_has_no_path(given: str | None, name: str) -> None:
    assert source_name(given) == name


def test_word_document_is_read_in_a_process_apart(client: TestClient) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(ARTICLE.replace("\n\n", " "))
    content = io.BytesIO()
    document.save(content)
    answer = client.post("/tag", files={"file": ("note.docx", content.getvalue())}).json()
    assert [row["source"] for row in answer["items"]] == ["note.docx"]


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "parquet"])
def test_damaged_file_of_a_risky_kind_is_422(client: TestClient, kind: str) -> None:
    response = client.post("/tag", files={"file": (f"a.{kind}", b"PK\x03\x04" + bytes(1000))})
    assert response.status_code == 422
    assert "Traceback" not in response.json()["detail"]
