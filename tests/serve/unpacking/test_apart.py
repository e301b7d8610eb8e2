"""Uploads are read and cut apart from the server, within limits."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from serve.archive.tables import Entry
from serve.newsletter import cut
from serve.unpacking import TooLargeError, UnpackError, apart, items, lines, unpack
from tests.serve.archive.conftest import NEWSLETTER, TABLE

JSON = '{"text": "FTC fines Acme", "n": 1.5, "x": [1, null]}\n\nno\n{"text": "\\ud800"}\n'


@pytest.fixture
def always_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have short files too read by a process of its own."""
    monkeypatch.setattr(apart, "_SHORT_BYTES", -1)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def entries(path: Path, max_items: int | None = None) -> list[Entry]:
    return list(unpack(path, path.suffix, max_items))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.txt", NEWSLETTER, id="document"),
        pytest.param("a.txt", NEWSLETTER.encode("gb18030"), id="gb18030"),
        pytest.param("a.csv", TABLE + "9\n", id="table"),
        pytest.param("a.jsonl", JSON, id="lines"),
    ],
)
def test_the_process_reads_what_the_server_would(
    tmp_path: Path, name: str, content: str | bytes, request: pytest.FixtureRequest
) -> None:
    here = entries(written(tmp_path, name, content))
    request.getfixturevalue("always_apart")
    assert entries(written(tmp_path, name, content)) == here
    assert len(here) >= 2


def test_reports_come_with_their_fields(tmp_path: Path) -> None:
    found = entries(written(tmp_path, "a.md", NEWSLETTER))
    assert [entry.item for entry in found] == [1, 2]
    assert [entry.row["title_en"] for entry in found if entry.row] == [
        report.title_en for report in cut(NEWSLETTER)
    ]


@pytest.mark.usefixtures("always_apart")
def test_rows_before_a_fault_come_first(tmp_path: Path) -> None:
    table = written(tmp_path, "a.csv", "text\nFTC fines Acme\n" + "x" * 16_000_001)
    found = unpack(table, ".csv")
    assert next(found) == Entry(1, {"text": "FTC fines Acme"})
    with pytest.raises(UnpackError, match="line 3: field larger than field limit"):
        next(found)


@pytest.mark.parametrize("is_apart", [False, True], ids=["here", "apart"])
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.txt", "\n\n", "the document says nothing", id="empty"),
        pytest.param("a.txt", b"\x89PNG\0", "not text: a NUL byte at offset 4", id="binary"),
        pytest.param("a.csv", "a,a\n1,2\n", "columns named twice: 'a'", id="names"),
    ],
)
def test_what_cannot_be_read_is_told(
    tmp_path: Path,
    request: pytest.FixtureRequest,
    is_apart: bool,
    name: str,
    content: str | bytes,
    message: str,
) -> None:
    if is_apart:
        request.getfixturevalue("always_apart")
    with pytest.raises(UnpackError, match=message):
        entries(written(tmp_path, name, content))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.txt", "a b " * 250_001, "more than 1,000,000 characters", id="text"),
        pytest.param("a.csv", "text\n" + "a\n" * 51_000, "more than 50 items", id="rows"),
        pytest.param(
            "a.md",
            "".join(
                f"Firm {n} fined\nOn May 3, it was fined EUR {n}.\n(More)\n\n" for n in range(300)
            ),
            "more than 50 items",
            id="reports",
        ),
        pytest.param(
            "a.csv",
            ",".join(f"c{n}" for n in range(16_000)) + "\n" + ("," * 15_999 + "\n") * 40,
            "more than 500,000 cells",
            id="columns",
        ),
        pytest.param(
            "a.jsonl",
            '{"text": "a", "x": [' + "{}," * 500_000 + "{}]}\n",
            "more than 500,000 cells",
            id="nested",
        ),
    ],
)
def test_what_is_too_much_is_told_before_anything_is_tagged(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    """Such a table kept the server from answering anybody for ten seconds."""
    with pytest.raises(TooLargeError, match=message):
        next(unpack(written(tmp_path, name, content), Path(name).suffix, 50))


def test_text_that_is_hard_to_cut_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was cut in the server, for half a minute."""
    monkeypatch.setattr(apart, "MAX_SECONDS", 1)
    hard = written(tmp_path, "a.md", "# a\n" * 250_000)
    with pytest.raises(UnpackError, match="reading it takes longer than 1 s"):
        entries(hard)


def test_cells_are_counted_with_what_is_in_them() -> None:
    assert items._n_cells({"a": 1, "b": [1, [2], {"c": None}], "d": {}}) == 8


def test_a_line_that_was_cut_short_is_no_item(tmp_path: Path) -> None:
    def failing() -> Iterator[Entry]:
        yield Entry(1, {"text": "half \ud800"})
        raise ValueError

    path = tmp_path / "items.jsonl"
    with pytest.raises(ValueError):
        lines.write_lines(failing(), path)
    with path.open("a") as file:
        file.write('{"item": 2, "ro')
    assert list(lines.read_lines(path)) == [Entry(1, {"text": "half \ud800"})]
    assert list(lines.read_lines(tmp_path / "none")) == []


def test_a_row_too_deep_to_be_written_is_left_out_alone(tmp_path: Path) -> None:
    deep: list[object] = []
    for _ in range(5_000):
        deep = [deep]
    path = tmp_path / "items.jsonl"
    lines.write_lines(iter([Entry(1, {"x": deep}), Entry(2, {"x": 1})]), path)
    assert [json.loads(line)["reason"] for line in path.read_text().splitlines()] == [
        "the row is nested too deeply",
        "",
    ]
