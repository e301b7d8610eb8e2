"""Columns of Parquet tables go through a run and stay what they were."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from serve.archive import Run, tag_archive

arrow = pytest.importorskip("pyarrow", reason="needs regwire[archive]")
parquet = pytest.importorskip("pyarrow.parquet")
FILES = Path(__file__).parent / "files"


def tagged(run: Run, *paths: Path) -> arrow.Table:
    run = replace(run, paths=paths, output=run.output.with_suffix(".parquet"))
    tag_archive(run)
    return parquet.read_table(run.output)


@pytest.mark.parametrize("name", ["pyarrow-types.parquet", "pandas.parquet"])
def test_a_parquet_table_has_the_same_columns_afterwards(run: Run, name: str) -> None:
    before, after = parquet.read_table(FILES / name), tagged(run, FILES / name)
    columns = [field.name for field in before.schema if not arrow.types.is_null(field.type)]
    assert [field.name for field in after.schema][: len(columns)] == columns
    for column in columns:
        assert (column, after.schema.field(column).type) == (
            column,
            before.schema.field(column).type,
        )
        assert after.column(column).equals(before.column(column)), column


def test_own_columns_called_like_tags_keep_their_type_too(run: Run, tmp_path: Path) -> None:
    table = arrow.table({"text": ["FTC fines Acme"], "topic": arrow.array([3], arrow.int8())})
    parquet.write_table(table, tmp_path / "own.parquet")
    assert tagged(run, tmp_path / "own.parquet").schema.field("given_topic").type == arrow.int8()


def test_tables_that_disagree_get_a_type_for_all_cells(run: Run, tmp_path: Path) -> None:
    texts = {"text": ["FTC fines Acme"]}
    for name, kind in (("one", arrow.int8()), ("two", arrow.float32())):
        table = arrow.table({**texts, "n": arrow.array([3], kind)})
        parquet.write_table(table, tmp_path / f"{name}.parquet")
    found = tagged(run, tmp_path / "one.parquet", tmp_path / "two.parquet")
    assert found.schema.field("n").type == arrow.float64()
    assert found.column("n").to_pylist() == [3.0, 3.0]


def test_dates_of_a_workbook_are_timestamps_in_parquet(run: Run) -> None:
    published = tagged(run, FILES / "calc-dates.xlsx").column("published")
    assert (published.type, published[0].as_py()) == (
        arrow.timestamp("us"),
        datetime(2021, 3, 5),
    )


def test_dates_of_parquet_are_dates_in_a_workbook_and_text_elsewhere(run: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs regwire[archive]")
    run = replace(run, paths=(FILES / "pyarrow-types.parquet",))
    tag_archive(replace(run, output=run.output.with_suffix(".xlsx")))
    sheet = openpyxl.load_workbook(run.output.with_suffix(".xlsx"))["items"]
    names, first = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)]
    row = dict(zip(names, first, strict=True))
    assert row["day"] == datetime(2021, 3, 5)  # openpyxl reads no dates without time
    assert datetime.fromisoformat(row["seen"]) == datetime(2021, 3, 5, 8, 0, 0, 123456, UTC)
    tag_archive(replace(run, output=run.output.with_suffix(".csv")))
    assert ",2021-03-05,2021-03-05 " in run.output.with_suffix(".csv").read_text("utf-8-sig")


def test_types_outlive_a_resumed_run(run: Run) -> None:
    whole = tagged(run, FILES / "calc-dates.xlsx")

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    again = replace(
        run, paths=(FILES / "calc-dates.xlsx",), output=run.output.with_name("again.parquet")
    )
    with pytest.raises(KeyboardInterrupt):
        tag_archive(again, lambda tagged: stop(tagged) if tagged.number else None)
    tag_archive(replace(again, resume=True))
    assert parquet.read_table(again.output).equals(whole)
    assert whole.column("published")[0].as_py().date() == date(2021, 3, 5)
