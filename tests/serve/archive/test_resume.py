"""Runs that are stopped and go on."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from serve.archive import Run, tag_archive
from serve.archive.parts import Parts
from serve.archive.work import Tagged

N_ROWS = 3010


@pytest.fixture
def long_run(run: Run, table: Path) -> Run:
    """A table of four portions and a newsletter."""
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
    tagged = []
    from serve.archive import workers

    original = workers.tag_batch
    monkeypatch.setattr(
        workers,
        "tag_batch",
        lambda tagger, batch, options: (
            tagged.append(batch.number) or original(tagger, batch, options)
        ),
    )
    tag_archive(replace(long_run, resume=True))
    assert tagged == [4, 5]


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


def test_kill_9_at_any_moment(long_run: Run, newsletter: Path) -> None:
    whole = replace(long_run, output=long_run.output.with_name("whole.jsonl"))
    tag_archive(whole)
    command = [
        sys.executable,
        "-c",
        "from serve.command import main; main()",
        "tag",
        str(newsletter.parent),
        "-o",
        str(long_run.output),
        "--models",
        str(long_run.version.parent),
        "--resume",
    ]
    for wait_s in (1.3, 1.8):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(wait_s)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    assert long_run.output.read_bytes() == whole.output.read_bytes()


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
