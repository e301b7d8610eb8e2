"""Files and requests that mean harm: refused with a reason, and the server goes on answering."""

import gzip
import io
import json
import socket
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from tests.serve.desk.server import running_server

TEXT = "ICO fines spam texter 70,000 pounds"
JSON = {"content-type": "application/json"}
_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def _bomb(n_bytes: int) -> bytes:
    """A Word document whose text is that long, and packs to a thousandth of it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f"{_DOCUMENT}<w:p><w:r><w:t>".encode())
            for _ in range(n_bytes // 1_000_000):
                part.write(b"a" * 1_000_000)
            part.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return content.getvalue()


def _lying_bomb() -> bytes:
    """The same, but its directory says that it is small."""
    whole = _bomb(300_000_000)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        true = archive.getinfo("word/document.xml").file_size
    return whole.replace(true.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def _entity_bomb() -> bytes:
    """A Word document whose XML names ten things ten times each, nine levels deep."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY e0 "lol">{levels}]>{_DOCUMENT}'
            "<w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>",
        )
    return content.getvalue()


def _looping_pdf() -> bytes:
    """A PDF whose tree of pages is its own child."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 9/Parent 3 0 R/Kids[3 0 R 2 0 R]>>",
        b"<</Type/Pages/Count 9/Parent 2 0 R/Kids[2 0 R 3 0 R]>>",
    )
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        written
        + b"xref\n0 4\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 4/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF"
        % (len(written), len(written))
    )


REFUSED = [
    pytest.param("bomb.docx", lambda: _bomb(300_000_000), 422, "unpacks to 300,000", id="bomb"),
    pytest.param("lies.docx", _lying_bomb, 422, "", id="bomb-that-lies"),
    pytest.param("entities.docx", _entity_bomb, 422, "", id="entities"),
    pytest.param("loop.pdf", _looping_pdf, 422, "", id="pdf-loop"),
    pytest.param("deep.html", lambda: b"<div>" * 50_000 + b"a", 422, "nested", id="nested"),
    pytest.param(
        "news.txt.gz", lambda: gzip.compress(TEXT.encode()), 415, "packed files (.gz)", id="gz"
    ),
    pytest.param("news.zip", lambda: _bomb(1_000_000), 415, "packed files (.zip)", id="zip"),
    pytest.param(
        "wide.csv", lambda: b"a," * 20_000 + b"text\n", 422, "20,001 columns", id="columns"
    ),
    pytest.param(
        "cells.csv",
        lambda: (
            b"text"
            + b"".join(b",%d" % n for n in range(9_999))
            + b"\na"
            + b"," * 9_999
            + (b"\na" + b"," * 9_999) * 50
        ),
        413,
        "500,000 cells",
        id="cells",
    ),
    pytest.param("long.txt", lambda: b"a b " * 250_001, 413, "1,000,000 characters", id="long"),
    pytest.param("many.csv", lambda: b"text\n" + b"a b\n" * 5_001, 413, "5,000 items", id="many"),
    pytest.param("name.tar.gz/../../x", lambda: b"", 415, "", id="path"),
]


@pytest.mark.parametrize(("name", "content", "status", "detail"), REFUSED)
def test_harmful_file_is_refused_with_a_reason(
    client: TestClient, name: str, content: object, status: int, detail: str
) -> None:
    assert callable(content)
    response = client.post("/tag", files={"file": (name, content())})
    assert response.status_code == status, response.text
    problem = response.json()
    assert detail in problem["detail"]
    assert "Traceback" not in problem["detail"]
    assert client.post("/classify", json={"text": TEXT}).status_code == 200


def test_scripts_of_a_page_are_not_its_text(client: TestClient) -> None:
    page = (
        f"<html><body><script>alert('x')</script><p>{TEXT}</p><img src=x onerror=alert(1)></body>"
    )
    rows = client.post("/tag", files={"file": ("a.html", page.encode())}).json()["items"]
    assert [row["title_en"] + row["text_en"] for row in rows] == [TEXT]


def test_row_that_is_nested_too_deeply_is_left_out(client: TestClient) -> None:
    table = b'{"text":' + b"[" * 99_999 + b'\n{"text":"' + TEXT.encode() + b'"}\n'
    answer = client.post("/tag", files={"file": ("a.jsonl", table)}).json()
    assert [row["item"] for row in answer["items"]] == [2]
    assert [one["item"] for one in answer["refused"]] == [1]


def test_names_with_paths_lose_them(client: TestClient, tmp_path: Path) -> None:
    for name in ("../../../tmp/x.txt", "/etc/passwd.txt", "..\\..\\x.txt"):
        rows = client.post("/tag", files={"file": (name, TEXT.encode())}).json()["items"]
        assert [row["source"] for row in rows] == [name.replace("\\", "/").rpartition("/")[2]]


def test_formulas_of_a_table_start_no_cell_of_what_is_saved(client: TestClient) -> None:
    table = b'"=1+1",text\n"=cmd|\' /C calc\'!A0","@SUM(A1) ICO fines spam texter"\n'
    rows = client.post("/tag", files={"file": ("a.csv", table)}).json()["items"]
    saved = client.post("/desk/download/csv", json={"rows": rows}).content.decode("utf-8-sig")
    cells = [cell for line in saved.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "-", "@"))]
    openpyxl = pytest.importorskip("openpyxl")
    book = client.post("/desk/download/xlsx", json={"rows": rows}).content
    kinds = {c.data_type for row in openpyxl.load_workbook(io.BytesIO(book)).active for c in row}
    assert "f" not in kinds


def test_odd_cells_are_saved_in_a_workbook(client: TestClient) -> None:
    rows = json.dumps({"rows": [{"=1\ud800": "\udfff\x01", "n": 1.5}]}).replace("1.5", "1e999")
    response = client.post("/desk/download/xlsx", content=rows, headers=JSON)
    assert response.status_code == 200


def test_packed_body_is_415(client: TestClient) -> None:
    body = gzip.compress(json.dumps({"text": TEXT}).encode())
    response = client.post("/classify", content=body, headers=JSON | {"content-encoding": "gzip"})
    assert response.status_code == 415
    assert response.headers["accept-encoding"] == "identity"
    assert "not compressed" in response.json()["detail"]


@pytest.fixture(scope="module")
def address(models_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("malicious")
    with running_server(folder, models_folder, max_body_s="5") as address:
        yield address


def _connect(address: str) -> socket.socket:
    url = urlsplit(address)
    return socket.create_connection((str(url.hostname), int(url.port or 0)), timeout=60)


def _problem(connection: socket.socket) -> tuple[int, dict[str, object]]:
    answer = b""
    while part := connection.recv(65536):
        answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    return int(head.split()[1]), json.loads(body)


def test_hundreds_of_slow_bodies_keep_nobody_waiting(address: str) -> None:
    head = b"POST /classify HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    with ExitStack() as stack:
        slow = [stack.enter_context(_connect(address)) for _ in range(400)]
        for connection in slow:
            connection.sendall(head + b'Content-Length: 1000\r\n\r\n{"text"')
        body = json.dumps({"text": TEXT}).encode()
        for _ in range(20):
            request = urllib.request.Request(f"{address}/classify", body, JSON)
            with urllib.request.urlopen(request, timeout=30) as response:
                assert response.status == 200
        problems = [_problem(connection) for connection in slow]
    assert {status for status, _ in problems} == {408}
    assert problems[0][1]["detail"] == "The body did not arrive within 5 seconds."


@pytest.mark.parametrize(
    "sent",
    [b"NONSENSE\r\n\r\n", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"],
    ids=["no-http", "length"],
)
def test_what_is_no_http_gets_the_same_shape(address: str, sent: bytes) -> None:
    with _connect(address) as connection:
        connection.sendall(sent)
        status, problem = _problem(connection)
    assert status == 400
    assert set(problem) == {"type", "title", "status", "detail", "errors", "request_id"}


def test_chunks_beyond_the_limit_are_413(address: str) -> None:
    head = b"POST /classify HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    chunk = b"f4240\r\n" + b"x" * 1_000_000 + b"\r\n"
    with _connect(address) as connection:
        connection.sendall(head + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(8):
            connection.sendall(chunk)
        # One byte more than the limit, so that nothing is left unread when the server hangs up.
        last = 8 * 1024 * 1024 + 1 - 8_000_000
        connection.sendall(b"%x\r\n" % last + b"x" * last)
        status, _ = _problem(connection)
    assert status == 413
