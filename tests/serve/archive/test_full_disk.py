"""A disk that fills up: a small tmpfs, which root alone can make."""

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path
from random import Random

import pytest

from serve.archive import Run, batches, tag_archive
from serve.archive.full import telling_of_full_disks
from serve.archive.outputs import write_rows

FULL = "no space left on the disk; free some and go on with --resume"


def mount(folder: Path, *options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with space for 200 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0 or not mount(folder, "size=200k"):
        pytest.skip("needs leave to mount a tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_run_says_so_and_goes_on_when_there_is_space(
    run: Run, table: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("datasketch", reason="needs regwire[archive]")
    monkeypatch.setattr(batches, "_ROWS", 100)
    lines = (f"{n},,FTC fines company {n} over children's data" for n in range(250))
    table.write_text("id,title,text\n" + "\n".join(lines) + "\n")
    whole = replace(run, paths=(table,), group=True)
    tag_archive(whole)
    small = replace(whole, output=small_disk / "tagged.jsonl", resume=True)
    # The first is full with the second part, the second when all parts are there.
    for space in ("60k", "120k"):
        assert mount(small_disk, "remount", f"size={space}")
        with pytest.raises(OSError, match=FULL):
            tag_archive(small)
        assert not small.output.exists()
    assert len(list(small.parts.glob("part-*"))) == 4
    assert mount(small_disk, "remount", "size=64m")
    tag_archive(small)
    assert small.output.read_bytes() == whole.output.read_bytes()


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet", ".xlsx", ".sqlite"])
def test_every_kind_of_output_says_so_and_leaves_the_one_before(
    small_disk: Path, suffix: str
) -> None:
    pytest.importorskip("pyarrow", reason="needs regwire[archive]")
    path = small_disk / f"tagged{suffix}"
    path.write_text("before")
    random = Random(0)
    rows = [{"text": random.randbytes(50).hex()} for _ in range(12_000)]
    with pytest.raises(OSError, match=FULL), telling_of_full_disks(path):
        write_rows(path, rows, {"text": "text"})
    assert [(one.name, one.read_text()) for one in small_disk.iterdir()] == [(path.name, "before")]


def test_a_file_that_cannot_be_unpacked_for_want_of_space_is_not_refused(
    run: Run, newsletter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be left out for good, though nothing is wrong with it."""

    def full(*_: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    (newsletter.parent / "b.txt.gz").write_bytes(gzip.compress(newsletter.read_bytes()))
    with monkeypatch.context() as patched, pytest.raises(OSError, match=FULL):
        patched.setattr(shutil, "copyfileobj", full)
        tag_archive(run)
    assert tag_archive(replace(run, resume=True)).refused == 0
