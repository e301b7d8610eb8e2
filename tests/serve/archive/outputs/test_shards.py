import re
from pathlib import Path

import pytest

from serve.archive.outputs import check_shards, earlier_shards, shard_paths


@pytest.mark.parametrize(
    ("n_rows", "shard_rows", "names"),
    [
        (0, 2, ["a.csv"]),
        (2, 2, ["a.csv"]),
        (3, 2, ["a-00001-of-00002.csv", "a-00002-of-00002.csv"]),
        (4, 2, ["a-00001-of-00002.csv", "a-00002-of-00002.csv"]),
        (9, 0, ["a.csv"]),
    ],
)
def test_more_rows_than_a_file_gets_go_to_numbered_files(
    n_rows: int, shard_rows: int, names: list[str]
) -> None:
    assert [path.name for path in shard_paths(Path("out/a.csv"), n_rows, shard_rows)] == names


def test_large_outputs_are_sharded_unasked_and_databases_never() -> None:
    assert check_shards(Path("a.parquet"), None) == 10_000_000
    assert check_shards(Path("a.sqlite"), None) == 0
    with pytest.raises(ValueError, match=re.escape("a.sqlite: a database is one file")):
        check_shards(Path("a.sqlite"), 5)
    with pytest.raises(ValueError, match="--shard-rows is -1; expected 1 or more, or 0"):
        check_shards(Path("a.csv"), -1)


def test_only_files_of_the_same_output_are_its_earlier_ones(tmp_path: Path) -> None:
    names = ["a.csv", "a-00001-of-00002.csv", "a-00002-of-00002.csv"]
    others = [
        "ab.csv",
        "a-1-of-2.csv",
        "a-00001-of-00002.csv.gz",
        "a.jsonl",
        "b-00001-of-00002.csv",
    ]
    for name in (*names, *others):
        (tmp_path / name).touch()
    assert {path.name for path in earlier_shards(tmp_path / "a.csv")} == set(names)
    assert earlier_shards(tmp_path / "none" / "a.csv") == []
