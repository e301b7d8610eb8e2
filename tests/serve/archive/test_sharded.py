"""Runs whose output is of several files."""

from dataclasses import replace
from pathlib import Path

import pytest

from serve.archive import Run, tag_archive
from serve.archive.outputs import write

NAMES = ["tagged-00001-of-00002.jsonl", "tagged-00002-of-00002.jsonl"]


@pytest.fixture
def sharded(run: Run) -> Run:
    """Four rows, three in the first file."""
    return replace(run, shard_rows=3)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("tagged*l"))}


def test_the_files_together_are_the_whole_for_any_number_of_jobs(sharded: Run) -> None:
    whole = replace(sharded, output=sharded.output.parent / "one" / "tagged.jsonl", shard_rows=0)
    two = replace(sharded, output=sharded.output.parent / "two" / "tagged.jsonl", jobs=2)
    for run in (sharded, whole, two):
        summary = tag_archive(run)
        assert summary.items == 4
    found = contents(sharded.output.parent)
    assert b"".join(found[name] for name in NAMES) == whole.output.read_bytes()
    assert {name: found[name] for name in NAMES} == {
        name: (two.output.parent / name).read_bytes() for name in NAMES
    }
    assert [content.count(b"\n") for content in (found[NAMES[0]], found[NAMES[1]])] == [3, 1]


def test_a_run_stopped_between_two_files_goes_on(
    sharded: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag_archive(sharded)
    before = contents(sharded.output.parent)
    original = write.OUTPUTS[".jsonl"]
    written: list[Path] = []

    def stopping(path: Path, *arguments: object) -> None:
        written.append(path)
        if len(written) == 2:
            raise KeyboardInterrupt
        original(path, *arguments)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setitem(write.OUTPUTS, ".jsonl", stopping)
        tag_archive(sharded)
    assert tag_archive(replace(sharded, resume=True)).outputs == NAMES
    after = contents(sharded.output.parent)
    assert {name: after[name] for name in NAMES} == {name: before[name] for name in NAMES}


def test_a_finished_run_is_not_done_again_unless_a_file_is_gone(sharded: Run) -> None:
    tag_archive(sharded)
    first, second = (sharded.output.with_name(name) for name in NAMES)
    before = first.stat().st_mtime_ns
    assert tag_archive(replace(sharded, resume=True)).outputs == NAMES
    assert first.stat().st_mtime_ns == before
    second.unlink()
    tag_archive(replace(sharded, resume=True))
    assert second.is_file()


def test_shards_of_another_run_are_replaced_and_not_read(sharded: Run) -> None:
    sharded = replace(sharded, paths=(*sharded.paths, sharded.output.parent))
    sharded.output.parent.mkdir()
    tag_archive(sharded)
    summary = tag_archive(replace(sharded, shard_rows=2))
    assert (summary.items, summary.outputs) == (4, NAMES)
    tag_archive(replace(sharded, shard_rows=0))
    assert sorted(path.name for path in sharded.output.parent.iterdir()) == [
        "tagged.jsonl",
        "tagged.jsonl.journal.jsonl",
    ]
