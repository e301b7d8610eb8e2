import gzip
import zipfile
from pathlib import Path

import pytest

from serve.archive.sources import find_sources


def test_files_come_sorted_and_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "a.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    sources, refusals = find_sources([tmp_path / "b.txt", tmp_path])
    names = [Path(source.name).relative_to(tmp_path).as_posix() for source in sources]
    assert (names, refusals) == (["a/c.md", "a.csv", "b.txt"], [])


def test_unknown_kinds_in_a_folder_are_refused_and_hidden_files_passed_over(
    tmp_path: Path,
) -> None:
    for name in ("seal.png", ".DS_Store", "README"):
        (tmp_path / name).write_bytes(b"x")
    sources, refusals = find_sources([tmp_path])
    assert sources == []
    assert [refusal.reason.split(" are not")[0] for refusal in refusals] == [
        "files of kind 'README'",
        "files of kind '.png'",
    ]


def test_a_named_file_of_unknown_kind_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("x")
    sources, _ = find_sources([tmp_path / "README"])
    assert [source.kind for source in sources] == [".txt"]


def test_patterns_are_expanded(tmp_path: Path) -> None:
    for name in ("2021-01.txt", "2021-02.txt", "2022-01.txt"):
        (tmp_path / name).write_text("x")
    sources, _ = find_sources([tmp_path / "2021-*.txt"])
    assert [source.path.name for source in sources] == ["2021-01.txt", "2021-02.txt"]


def test_all_missing_paths_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no such file or folder: .*/one, .*/two"):
        find_sources([tmp_path / "one", tmp_path / "two"])


def test_what_the_run_writes_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "out.csv.parts").mkdir()
    for name in ("out.csv", "out.csv.parts/part-1.jsonl", "in.csv"):
        (tmp_path / name).write_text("x")
    sources, _ = find_sources([tmp_path], [tmp_path / "out.csv", tmp_path / "out.csv.parts"])
    assert [source.path.name for source in sources] == ["in.csv"]


def test_a_zip_gives_its_members_and_refuses_those_of_unknown_kind(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("2021/b.txt", "seal.png"):
            archive.writestr(name, f"text of {name}")
    sources, refusals = find_sources([tmp_path])
    assert [source.name for source in sources] == [f"{tmp_path}/a.zip/2021/b.txt"]
    assert [refusal.file for refusal in refusals] == [f"{tmp_path}/a.zip/seal.png"]
    with sources[0].open() as file:
        assert file.read() == b"text of 2021/b.txt"


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    """Chinese Windows packs names in GBK without saying so."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("xxxx.txt", "text")
    raw = (tmp_path / "a.zip").read_bytes().replace(b"xxxx", "周报".encode("gbk"))
    (tmp_path / "a.zip").write_bytes(raw)
    sources, _ = find_sources([tmp_path])
    assert sources[0].name == f"{tmp_path}/a.zip/周报.txt"
    with sources[0].open() as file:
        assert file.read() == b"text"


def test_a_broken_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK no")
    _, refusals = find_sources([tmp_path])
    assert "cannot unpack .zip" in refusals[0].reason


def test_packed_files_in_a_zip_are_unpacked_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.txt.gz", gzip.compress(b"text"))
        archive.writestr("c.zip", b"PK")
        for hidden in (".d.txt", "e/.f/g.txt", "__MACOSX/h.txt"):
            archive.writestr(hidden, "text")
    (source,), (refusal,) = find_sources([tmp_path])
    with source.open() as file:
        assert (source.kind, file.read()) == (".txt", b"text")
    assert refusal.reason == "a .zip in a .zip is not read; unpack the outer one"


def test_names_in_utf_8_are_read_where_the_zip_does_not_say_so(tmp_path: Path) -> None:
    """Info-ZIP writes them so."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("xxxxxx.txt", "text")
    raw = (tmp_path / "a.zip").read_bytes().replace(b"xxxxxx", "周报".encode())
    (tmp_path / "a.zip").write_bytes(raw)
    ((source,), _) = find_sources([tmp_path])
    assert source.name == f"{tmp_path}/a.zip/周报.txt"
