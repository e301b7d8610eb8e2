"""Runs that are stopped and go on."""

import errno
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from serve.archive import Run, batches, tag_archive
from serve.archive.parts import Parts
from serve.archive.work import Tagged

N_ROWS = 310


@pytest.fixture
def long_run(run: Run, table: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A table of four portions and a newsletter."""
    monkeypatch.setattr(batches, "_ROWS", 100)
    lines = (f"{n},,FTC fines company {n} over children's data" for n in range(N_ROWS))
    table.write_text("id,title,text\n" + "\n".join(lines) + "\n")
    return run


def stopping_after(n_parts: int) -> Callable[[Tagged], None]:
    def on_part(tagged: Tagged) -> None:
        if tagged.number == n_parts:
            raise KeyboardInterrupt

    return on_part


@pytest.mark.parametrize("n_parts", [0, 1, 3, 5])
def test_a_stopped_run_ends_with_the_same_bytes(long_run: Run, n_parts: int) -> None:
    whole = replace(long_run, output=long_run.output.with_name("whole.jsonl"))
    summary = tag_archive(whole)
    with pytest.raises(KeyboardInterrupt):
        tag_archive(long_run, stopping_after(n_parts))
    assert not long_run.output.exists()
    assert tag_archive(replace(long_run, resume=True)) == summary
    assert long_run.output.read_bytes() == whole.output.read_bytes()


def test_only_what_is_missing_is_tagged_again(
    long_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyboardInterrupt):
        tag_archive(long_run, stopping_after(3))
    added = []
    original = Parts.add

    def add(parts: Parts, tagged: Tagged) -> str:
        added.append(tagged.number)
        return original(parts, tagged)

    monkeypatch.setattr(Parts, "add", add)
    tag_archive(replace(long_run, resume=True))
    assert added == [4, 5]


def test_a_damaged_part_and_a_torn_journal_are_made_again(long_run: Run) -> None:
    whole = replace(long_run, output=long_run.output.with_name("whole.jsonl"))
    tag_archive(whole)
    with pytest.raises(KeyboardInterrupt):
        tag_archive(long_run, stopping_after(4))
    (long_run.parts / "part-0000000002.jsonl").write_text("{")
    with long_run.journal.open("a") as journal:
        journal.write('{"part": 5, "sha')
    tag_archive(replace(long_run, resume=True))
    assert long_run.output.read_bytes() == whole.output.read_bytes()


@pytest.mark.parametrize("torn", [b"\0\0\0\n", b'{"part": 4\n', b"[]\n", b"\xff", b"4\n"])
def test_what_a_power_cut_leaves_in_the_journal_does_not_count(long_run: Run, torn: bytes) -> None:
    summary = tag_archive(long_run)
    whole = long_run.output.read_bytes()
    long_run.output.unlink()
    with pytest.raises(KeyboardInterrupt):
        tag_archive(long_run, stopping_after(2))
    with long_run.journal.open("ab") as journal:
        journal.write(torn)
    assert tag_archive(replace(long_run, resume=True)) == summary
    assert long_run.output.read_bytes() == whole


def test_what_killed_runs_leave_is_removed(long_run: Run) -> None:
    tag_archive(long_run)
    left = [
        long_run.output.with_name(name)
        for name in (".tagged.jsonl.77.tmp", ".tagged-00002-of-00004.jsonl.77.tmp")
    ]
    for path in left:
        path.touch()
    long_run.parts.mkdir()  # killed when all was written, before the parts went
    (other := long_run.output.with_name(".tagged-more.jsonl.77.tmp")).touch()
    tag_archive(replace(long_run, resume=True))
    assert sorted(long_run.output.parent.iterdir()) == sorted(
        [long_run.output, long_run.journal, other]
    )


def test_two_runs_do_not_write_one_output(long_run: Run) -> None:
    def on_part(tagged: Tagged) -> None:
        with pytest.raises(BlockingIOError, match="another run is writing this output; wait for"):
            tag_archive(replace(long_run, resume=True))

    assert tag_archive(long_run, on_part).items == N_ROWS + 2


def test_a_page_that_is_asked_for_later_is_written(long_run: Run, tmp_path: Path) -> None:
    tag_archive(long_run)
    with_page = replace(long_run, resume=True, report=tmp_path / "page")
    tag_archive(with_page)
    assert (tmp_path / "page" / "index.html").is_file()


def test_a_file_is_counted_once_under_its_encoding(long_run: Run) -> None:
    assert tag_archive(long_run).encodings == {"utf-8": 2}


def test_a_finished_run_is_not_done_again(long_run: Run) -> None:
    summary = tag_archive(long_run)
    before = long_run.output.stat().st_mtime_ns
    resumed = tag_archive(replace(long_run, resume=True))
    assert (resumed.as_dict(), long_run.output.stat().st_mtime_ns) == (summary.as_dict(), before)


def test_a_changed_input_is_refused_and_named(long_run: Run, newsletter: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        tag_archive(long_run, stopping_after(1))
    newsletter.write_text(newsletter.read_text() + "\nmore")
    (newsletter.parent / "new.md").write_text("x")
    with pytest.raises(ValueError, match=r"cannot resume: .*new.md is new; .*weekly.txt has chang"):
        tag_archive(replace(long_run, resume=True))


def test_a_changed_option_or_model_is_refused(long_run: Run) -> None:
    with pytest.raises(KeyboardInterrupt):
        tag_archive(long_run, stopping_after(1))
    lines = long_run.journal.read_text().splitlines(keepends=True)
    head = json.loads(lines[0]) | {"model": "another"}
    long_run.journal.write_text(json.dumps(head) + "\n" + "".join(lines[1:]))
    with pytest.raises(ValueError, match="cannot resume: the model was another and is"):
        tag_archive(replace(long_run, resume=True))
    long_run.journal.write_text("".join(lines))
    with pytest.raises(ValueError, match="cannot resume: group was False and is True; without"):
        tag_archive(replace(long_run, resume=True, group=True))
    with pytest.raises(ValueError, match="cannot resume: release was .0.0. and is "):
        _with_option(long_run, release="0.0")
        tag_archive(replace(long_run, resume=True))
    tag_archive(long_run)  # asked to begin anew


def _with_option(run: Run, **changed: str) -> None:
    head, *lines = run.journal.read_text().splitlines(keepends=True)
    fields = json.loads(head)
    fields["options"] |= changed
    run.journal.write_text(json.dumps(fields) + "\n" + "".join(lines))


def test_a_full_disk_says_what_to_do_and_the_run_goes_on(
    long_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = replace(long_run, output=long_run.output.with_name("whole.jsonl"))
    tag_archive(whole)
    original = Parts.add

    def full(parts: Parts, tagged: Tagged) -> str:
        if tagged.number == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(parts, tagged)

    with monkeypatch.context() as patched, pytest.raises(OSError, match="free some and go on with"):
        patched.setattr(Parts, "add", full)
        tag_archive(long_run)
    tag_archive(replace(long_run, resume=True))
    assert long_run.output.read_bytes() == whole.output.read_bytes()
