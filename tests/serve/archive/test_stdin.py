import gzip
import json
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from serve.archive import Run, TextColumns, tag_archive
from serve.archive.columns import Row
from serve.archive.stdin import check_format, guess_suffix

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("newsletter-utf8.txt", ".txt"),
        ("newsletter-utf16.txt", ".txt"),
        ("newsletter-gb18030.txt", ".txt"),
        ("newsletter.html", ".html"),
        ("mail-gb18030.eml", ".eml"),
        ("headings.docx", ".docx"),
        ("headings.pdf", ".pdf"),
        ("pandas-utf8-bom.csv", ".csv"),
        ("pandas-gb18030.csv", ".csv"),
        ("pandas-big5.csv", ".csv"),
        ("pandas.tsv", ".csv"),  # read alike: the first line says what separates
        ("pandas.jsonl", ".jsonl"),
        ("pandas.xlsx", ".xlsx"),
        ("pandas.parquet", ".parquet"),
        ("newsletter.txt.gz", ".txt.gz"),
        ("pandas.jsonl.gz", ".jsonl.gz"),
        ("pandas.csv.zst", ".csv.zst"),
        ("mixed.zip", ".zip"),
    ],
)
def test_kinds_are_told_by_what_is_in_them(name: str, suffix: str) -> None:
    pytest.importorskip("zstandard", reason="needs regwire[archive]")
    assert guess_suffix(FILES / name, TextColumns()) == suffix


@pytest.mark.parametrize(
    ("raw", "suffix"),
    [
        pytest.param(b"", ".txt", id="nothing"),
        pytest.param(b"text", ".txt", id="a word"),
        pytest.param(b"Fines, apps and texts, in short\n", ".txt", id="commas"),
        pytest.param(b"Title: a\nDate: b\n\ntext", ".txt", id="labels that are no mail"),
        pytest.param(b'{"a": 1} and more\n', ".txt", id="braces"),
        pytest.param(b'\n{"text": "a"}\n{"text": "b"}', ".jsonl", id="blank line before"),
        pytest.param(b'{"text": "' + b"a" * 70_000 + b'"}\n', ".jsonl", id="a long line"),
        pytest.param(b"id;words\n1;a\n", ".csv", id="a column that was named"),
        pytest.param(b"PK\3\4 damaged", ".zip", id="damaged zip"),
        pytest.param(gzip.compress(b"text" * 9)[:12], ".txt.gz", id="damaged gzip"),
    ],
)
def test_kinds_of_what_is_hard_to_tell(tmp_path: Path, raw: bytes, suffix: str) -> None:
    (tmp_path / "stdin").write_bytes(raw)
    assert guess_suffix(tmp_path / "stdin", TextColumns(text="words")) == suffix


def test_a_format_is_a_kind_that_is_read() -> None:
    assert [check_format(name) for name in ("", "csv", ".JSONL", "csv.gz", "zip")] == [
        "",
        ".csv",
        ".jsonl",
        ".csv.gz",
        ".zip",
    ]
    with pytest.raises(ValueError, match=r"--stdin-format 'doc' is not read; expected .csv"):
        check_format("doc")


def given(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(raw)))


def rows_of(run: Run) -> list[Row]:
    return [json.loads(line) for line in run.output.read_text(encoding="utf-8").splitlines()]


def test_a_document_on_standard_input(
    run: Run, newsletter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, newsletter.read_bytes())
    run = replace(run, paths=("-",), jobs=2)
    tag_archive(run)
    assert [(row["source"], row["item"]) for row in rows_of(run)] == [("-", 1), ("-", 2)]
    assert sorted(path.name for path in run.output.parent.iterdir()) == [
        "tagged.jsonl",
        "tagged.jsonl.journal.jsonl",
    ]


def test_a_table_on_standard_input_is_one_like_any_other(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag_archive(replace(run, paths=(table,)))
    wanted = rows_of(run)
    given(monkeypatch, gzip.compress(table.read_bytes()))
    run = replace(run, paths=("-",))
    tag_archive(run)
    assert rows_of(run) == wanted


def test_standard_input_beside_files_and_of_a_kind_that_is_told(
    run: Run, newsletter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, b"text\nFTC fines Acme\n")
    run = replace(run, paths=(newsletter, "-"), stdin_format="csv")
    tag_archive(run)
    assert [row["source"] for row in rows_of(run)] == [str(newsletter), str(newsletter), "-"]


def test_another_standard_input_is_a_changed_one(
    run: Run, newsletter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    run = replace(run, paths=("-",))
    given(monkeypatch, newsletter.read_bytes())
    with pytest.raises(KeyboardInterrupt):
        tag_archive(run, stop)
    given(monkeypatch, newsletter.read_bytes() + b"more")
    with pytest.raises(ValueError, match="cannot resume: - has changed"):
        tag_archive(replace(run, resume=True))
    given(monkeypatch, newsletter.read_bytes())
    assert tag_archive(replace(run, resume=True)).items == 2
