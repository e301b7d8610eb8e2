"""A column of texts that was asked for and is not there."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from serve.archive import Run, TextColumns, tag_archive
from serve.command import app

ROWS = [{"id": 7, "title": "ICO fines spam texter"}, {"id": 8, "title": "FTC fines Acme"}]
ASKED = TextColumns.asked("正文", "title")
FAULT = (
    "no column '正文', which --text-column asks for; the columns are 'id', 'title'; name the one "
    "of the texts, or leave the option out"
)


def _separated(path: Path) -> None:
    mark = "\t" if path.suffix == ".tsv" else ","
    path.write_text("".join(f"{one}{mark}{two}\n" for one, two in [("id", "title"), (7, "ICO")]))


def _workbook(path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    book = openpyxl.Workbook()
    book.active.append(["id", "title"])
    book.active.append([7, "ICO fines spam texter"])
    book.save(path)


def _parquet(path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="needs regwire[archive]")
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs regwire[archive]")
    parquet.write_table(arrow.Table.from_pylist(ROWS), path)


WRITERS = [
    pytest.param(_separated, ".csv", id="csv"),
    pytest.param(_separated, ".tsv", id="tsv"),
    pytest.param(_workbook, ".xlsx", id="xlsx"),
    pytest.param(_parquet, ".parquet", id="parquet"),
]


@pytest.mark.parametrize(("write", "suffix"), WRITERS)
def test_a_table_of_titles_without_it_is_no_run_and_the_last_output_stays(
    run: Run, tmp_path: Path, write: Callable[[Path], None], suffix: str
) -> None:
    """It was tagged by its titles alone, over the output of the run before."""
    path = tmp_path / f"titles{suffix}"
    write(path)
    run.output.parent.mkdir()
    run.output.write_text("before")
    with pytest.raises(ValueError, match=FAULT) as error:
        tag_archive(replace(run, paths=(path,), columns=ASKED))
    assert str(error.value) == f"{path}: {FAULT}"
    assert [one.name for one in run.output.parent.iterdir()] == ["tagged.jsonl"]
    assert run.output.read_text() == "before"


def test_beside_other_files_the_table_is_refused_and_they_are_tagged(
    run: Run, newsletter: Path, table: Path
) -> None:
    table.write_text("id,title\n7,ICO fines spam texter\n")
    (newsletter.parent / "full.csv").write_text("id,正文\n9,FTC fines Acme\n", encoding="utf-8")
    summary = tag_archive(replace(run, columns=ASKED))
    (refused,) = map(json.loads, run.errors.read_text(encoding="utf-8").splitlines())
    assert refused == {"file": str(table), "item": None, "reason": FAULT}
    assert (summary.items, summary.refused) == (3, 1)


def test_a_first_row_that_cannot_be_read_hides_nothing(run: Run, table: Path) -> None:
    table.write_text("id,title\n7\n8,FTC fines Acme\n")
    with pytest.raises(ValueError, match=FAULT):
        tag_archive(replace(run, paths=(table,), columns=ASKED))


def test_of_many_tables_five_are_named(run: Run, tmp_path: Path) -> None:
    for n in range(7):
        (tmp_path / f"{n}.csv").write_text("id,title\n7,ICO\n")
    with pytest.raises(ValueError, match=r"/4.csv: no column .*; and 2 more tables$"):
        tag_archive(replace(run, paths=(tmp_path / "*.csv",), columns=ASKED))


def test_rows_of_json_may_lack_it_where_they_have_a_title(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"title": "ICO fines spam texter"}\n{"正文": "FTC fines Acme"}\n{"a": "x"}\n')
    summary = tag_archive(replace(run, paths=(path,), columns=ASKED))
    assert (summary.items, summary.refused) == (2, 1)
    assert "no column '正文' or 'title'" in run.errors.read_text(encoding="utf-8")


def test_a_table_of_titles_needs_no_text_where_none_was_asked_for(run: Run, table: Path) -> None:
    table.write_text("id,title\n7,ICO fines spam texter\n")
    assert tag_archive(replace(run, paths=(table,))).items == 1


def tag(models: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, ["tag", *map(str, arguments), "--models", str(models)])


@pytest.mark.parametrize("name", ["text", "body"])
def test_the_command_says_so_and_exits_with_2(
    models_folder: Path, tmp_path: Path, name: str
) -> None:
    """Also of the name that is looked for without the option."""
    path, output = tmp_path / "titles.csv", tmp_path / "out.csv"
    _separated(path)
    result = tag(models_folder, path, "-o", output, "--text-column", name)
    fault = FAULT.replace("正文", name)
    assert (result.exit_code, result.stderr) == (2, f"regwire: {path}: {fault}\n")
    assert [one.name for one in tmp_path.iterdir()] == ["titles.csv"]
