"""Documents made by real programs are cut into their reports."""

import gzip
import json
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from serve.archive.documents import read_document
from serve.newsletter import cut

pytest.importorskip("docx", reason="needs regwire[archive]")

FILES = Path(__file__).parent.parent / "files"
REPORTS = Path(__file__).parents[2] / "newsletter" / "reports.json"
PAGE = """<html><head><meta charset="{charset}"><title>t</title><style>p {{}}</style></head><body>
<nav>Home | News</nav><h1>Data &amp; Law</h1>
<h2>浙江通管局通报21款App</h2><p>浙江省通信管理局近日通报<b>21款</b>未完成整改的App。</p>
<ul><li>学习类</li><li>出行类</li></ul>
<p>(<a href="https://example.org/a">More</a>) <a href="https://example.org/b">the office</a></p>
<table><tr><td>甲</td><td>one</td></tr><tr><td><p>a</p><p>b</p></td><td>two</td></tr></table>
</body></html>"""
TEXT = """# Data & Law

## 浙江通管局通报21款App

浙江省通信管理局近日通报21款未完成整改的App。

- 学习类
- 出行类

( [More](https://example.org/a) ) the office

| 甲 | one |

a

b

two"""


def read(path: Path) -> tuple[str, str]:
    with path.open("rb") as file:
        return read_document(file, path.suffix)


@pytest.mark.parametrize("name", ["headings.docx", "table.docx"])
def test_word_documents_are_cut_without_loss(name: str) -> None:
    wanted = json.loads(REPORTS.read_text(encoding="utf-8"))[:4]
    text, encoding = read(FILES / name)
    fields = ("title_zh", "title_en", "text_zh", "text_en")
    got = [tuple(getattr(report, field) for field in fields) for report in cut(text)]
    assert (encoding, got) == (
        "docx",
        [tuple(report[field] for field in fields) for report in wanted],
    )


def test_pdf_headings_are_told_by_their_size() -> None:
    wanted = json.loads(REPORTS.read_text(encoding="utf-8"))[:4]
    text, _ = read(FILES / "headings.pdf")
    headings = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert headings == [report[field] for report in wanted for field in ("title_zh", "title_en")]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "big5"])
def test_pages_say_their_encoding(charset: str) -> None:
    page = f'<meta charset="{charset}"><h2>個人資料私隱專員公署</h2>'
    text, encoding = read_document(BytesIO(page.encode(charset)), ".html")
    assert (encoding, text) == (charset, "## 個人資料私隱專員公署")


def test_a_page_is_its_text_with_the_marks_of_markdown() -> None:
    text, encoding = read_document(BytesIO(PAGE.format(charset="x-none").encode()), ".htm")
    assert (encoding, text) == ("utf-8", TEXT)


def test_mail_is_read_from_its_html_version() -> None:
    mail = EmailMessage()
    mail["Subject"] = "周报"
    mail.set_content("plain")
    mail.add_alternative(PAGE.format(charset="gb18030"), subtype="html", charset="gb18030")
    mail.add_attachment(b"\0", maintype="image", subtype="png")
    assert read_document(BytesIO(mail.as_bytes()), ".eml") == (TEXT, "gb18030")


@pytest.mark.parametrize(
    ("kind", "raw", "message"),
    [
        pytest.param(".docx", b"PK no", "not a Word document that can be opened", id="docx"),
        pytest.param(".pdf", b"%PDF no", "not a PDF that can be opened", id="pdf"),
        pytest.param(".eml", b"\nno", "not a message", id="eml"),
        pytest.param(".txt", gzip.compress(b"a"), "not text", id="txt"),
    ],
)
def test_broken_documents_are_refused(kind: str, raw: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_document(BytesIO(raw), kind)
