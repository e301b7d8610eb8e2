import json
from dataclasses import replace
from pathlib import Path

import pytest

from serve.archive import DOCUMENT_FIELDS, TAG_FIELDS, Run, tag_archive


def rows_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_documents_and_tables_are_tagged_in_the_order_of_their_paths(run: Run) -> None:
    summary = tag_archive(run)
    rows = rows_of(run.output)
    assert [(Path(str(row["source"])).name, row["item"]) for row in rows] == [
        ("items.csv", 1),
        ("items.csv", 2),
        ("weekly.txt", 1),
        ("weekly.txt", 2),
    ]
    assert [row["jurisdiction"] for row in rows] == ["GB", "CN", "CN", "IE"]
    assert [row["lang"] for row in rows[2:]] == ["zh+en", "zh+en"]
    assert tuple(rows[2]) == (*DOCUMENT_FIELDS, *TAG_FIELDS)
    assert tuple(rows[0]) == ("source", "item", "id", "title", "text", *TAG_FIELDS)
    assert (summary.items, summary.files, summary.refused) == (4, 2, 0)


def test_a_table_alone_keeps_its_columns_and_gains_only_tags(run: Run, table: Path) -> None:
    tag_archive(replace(run, paths=(table,)))
    assert tuple(rows_of(run.output)[0]) == ("id", "title", "text", *TAG_FIELDS)


def test_what_cannot_be_read_is_named_and_stops_nothing(run: Run, newsletter: Path) -> None:
    (newsletter.parent / "seal.txt").write_bytes(b"\x89PNG\0")
    (newsletter.parent / "rows.jsonl").write_text('{"text": ""}\nno\n{"text": "FTC fines Acme"}\n')
    summary = tag_archive(run)
    errors = [(Path(str(row["file"])).name, row["item"]) for row in rows_of(run.errors)]
    assert errors == [("rows.jsonl", 1), ("rows.jsonl", 2), ("seal.txt", None)]
    assert (summary.items, summary.refused) == (5, 3)


def test_the_error_file_of_an_earlier_run_goes(run: Run, newsletter: Path) -> None:
    (newsletter.parent / "seal.png").write_bytes(b"x")
    tag_archive(run)
    assert len(rows_of(run.errors)) == 1
    (newsletter.parent / "seal.png").unlink()
    tag_archive(run)
    assert not run.errors.exists()


def test_a_table_without_a_column_of_words_is_refused_once(run: Run, table: Path) -> None:
    table.write_text("a,b\n1,2\n3,4\n")
    tag_archive(run)
    assert [row["item"] for row in rows_of(run.errors)] == [None]


def test_nothing_to_tag_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(FileNotFoundError, match="no files to tag in"):
        tag_archive(replace(run, paths=(tmp_path / "none",)))


def test_strict_stops_at_the_first_refusal(run: Run, newsletter: Path) -> None:
    (newsletter.parent / "empty.txt").write_text("")
    with pytest.raises(ValueError, match=r"empty.txt: the document says nothing.*--strict"):
        tag_archive(replace(run, strict=True))
    assert not run.output.exists()


def test_only_the_output_and_the_journal_stay(run: Run) -> None:
    tag_archive(run)
    assert sorted(path.name for path in run.output.parent.iterdir()) == [
        "tagged.jsonl",
        "tagged.jsonl.journal.jsonl",
    ]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet", ".xlsx", ".sqlite"])
def test_the_same_rows_give_the_same_bytes(run: Run, suffix: str) -> None:
    one, two = (run.output.with_name(f"{name}{suffix}") for name in ("one", "two"))
    for output in (one, two):
        tag_archive(replace(run, output=output))
    assert one.read_bytes() == two.read_bytes()


def test_own_columns_called_like_the_place_are_kept_where_rows_gain_one(run: Run) -> None:
    (folder,) = map(Path, run.paths)
    (folder / "items.csv").write_text("item,text\nA1,FTC fines company\n")
    tag_archive(run)
    row = json.loads(run.output.read_text(encoding="utf-8").splitlines()[0])
    assert (Path(row["source"]).name, row["item"], row["given_item"]) == ("items.csv", 1, "A1")
