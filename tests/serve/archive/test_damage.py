"""Files that make their libraries raise all kinds of errors: each is refused in words."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from serve.archive import Run, tag_archive
from serve.archive.damage import telling_of_damage
from serve.archive.documents import read_document
from serve.archive.tables import read_table

FILES = Path(__file__).parent / "files"


def damaged(name: str, part: str, old: bytes, new: bytes) -> bytes:
    """Return an Office file one part of which is written otherwise."""
    content = BytesIO()
    with zipfile.ZipFile(FILES / name) as whole, zipfile.ZipFile(content, "w") as copy:
        for one in whole.namelist():
            written = whole.read(one)
            copy.writestr(one, written.replace(old, new) if one == part else written)
    return content.getvalue()


def word() -> bytes:
    return damaged("headings.docx", "word/document.xml", b"</w:body>", b"</w:bodi>")


def workbook() -> bytes:
    return damaged("items.xlsx", "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetDato>")


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        pytest.param(word, ".docx", "damaged, or no .docx file: XMLSyntaxError: ", id="docx"),
        pytest.param(
            lambda: b"<div>" * 50_000 + b"a", ".html", "it is nested too deeply", id="html"
        ),
    ],
)
def test_documents(make: object, kind: str, message: str) -> None:
    for library in ("docx", "selectolax"):
        pytest.importorskip(library, reason="needs regwire[archive]")
    assert callable(make)
    with pytest.raises(ValueError, match=message):
        read_document(BytesIO(make()), kind)


def test_tables_when_the_rows_get_to_the_fault() -> None:
    pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    rows = read_table(BytesIO(workbook()), ".xlsx")[1]
    with pytest.raises(ValueError, match=r"damaged, or no .xlsx file: (XMLSyntax|Parse)Error: "):
        list(rows)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        pytest.param(MemoryError(), "reading it takes more memory than there is", id="memory"),
        pytest.param(RecursionError(), "it is nested too deeply to be read", id="nesting"),
        pytest.param(
            KeyError("a\n" * 300), r"no \.pdf file: KeyError: .{200}; open it in its", id="any"
        ),
        pytest.param(ValueError("as it is"), "^as it is$", id="value"),
    ],
)
def test_what_is_said(error: Exception, message: str) -> None:
    with pytest.raises(ValueError, match=message), telling_of_damage(".pdf"):
        raise error


def test_a_damaged_file_stops_nothing(run: Run, newsletter: Path) -> None:
    """One in a folder ended the run with a traceback, and each `--resume` after it."""
    pytest.importorskip("docx", reason="needs regwire[archive]")
    pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    (newsletter.parent / "damaged.docx").write_bytes(word())
    (newsletter.parent / "damaged.xlsx").write_bytes(workbook())
    assert tag_archive(run).items == 4 + 2  # the workbook's rows before the fault
    refused = [json.loads(line) for line in run.errors.read_text(encoding="utf-8").splitlines()]
    assert [(Path(one["file"]).name, one["item"]) for one in refused] == [
        ("damaged.docx", None),
        ("damaged.xlsx", None),
    ]
