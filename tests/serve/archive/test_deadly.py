"""What kills the process that tags it is tried alone, then left out; nothing else is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Generator
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from serve.archive import Run, apart, batches, child, tag_archive, workers
from serve.archive.batches import Batch, make_batches
from serve.archive.begun import Begun
from serve.archive.refusal import Refusal
from serve.archive.sources import Source
from serve.archive.tables import Entry
from serve.archive.work import Options, Tagged
from tests.serve.archive import deadly
from tests.serve.archive.conftest import NEWSLETTER

REASON = (
    "the process that tags it dies (SIGKILL), also when it has nothing else to do; see whether "
    "there is memory enough for it, or save it in another form"
)
N_ROWS = 120
DEADLY_ROW = 75


@pytest.fixture
def archive(run: Run, newsletter: Path, table: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Five newsletters, and a table of six portions."""
    monkeypatch.setattr(batches, "_ROWS", 20)
    monkeypatch.setattr(workers, "_tag", deadly.tag_or_die)
    for name in "abcd":
        (newsletter.parent / f"{name}.txt").write_text(NEWSLETTER, encoding="utf-8")
    texts = ("" if n % 99 == 0 else f"FTC fines company {n}" for n in range(N_ROWS))
    table.write_text("id,title,text\n" + "".join(f"{n},,{text}\n" for n, text in enumerate(texts)))
    return run


@pytest.fixture
def harmless(archive: Run) -> Run:
    """The same in this process, with nothing deadly in it."""
    alone = replace(archive, output=archive.output.parent.with_name("harmless") / "tagged.jsonl")
    assert tag_archive(alone).refused == 2
    return alone


def add_deadly(run: Run, newsletter: Path, table: Path) -> None:
    (newsletter.parent / "c-deadly.txt").write_text(NEWSLETTER, encoding="utf-8")
    row = f"FTC fines company {DEADLY_ROW}\n"
    table.write_text(table.read_text().replace(row, f"{deadly.SIGN}\n"))


def rows_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def refused(run: Run) -> list[tuple[str, object, object]]:
    """Return what was left out by dying."""
    return [
        (Path(str(one["file"])).name, one["item"], one["reason"])
        for one in rows_of(run.errors)
        if "dies" in str(one["reason"])
    ]


def test_a_document_and_a_row_are_left_out_and_the_run_goes_on(
    archive: Run, harmless: Run, newsletter: Path, table: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Each `--resume` stopped at the same place."""
    add_deadly(archive, newsletter, table)
    summary = tag_archive(replace(archive, jobs=2))
    assert refused(archive) == [
        ("c-deadly.txt", None, REASON),
        ("items.csv", DEADLY_ROW + 1, REASON),
    ]
    rows = [row for row in rows_of(harmless.output) if row.get("id") != str(DEADLY_ROW)]
    assert rows_of(archive.output) == rows
    assert (summary.items, summary.refused) == (len(rows), 2 + 2)
    assert "a worker process died" in caplog.text


def test_a_command_that_was_killed_goes_on_behind_the_document(
    archive: Run, newsletter: Path, table: Path
) -> None:
    """With one job the command itself is what the document kills."""
    add_deadly(archive, newsletter, table)
    inputs = str(newsletter.parent)
    command = [sys.executable, deadly.__file__, inputs, str(archive.output), str(archive.version)]
    runs = [
        subprocess.run(
            command,
            env=os.environ | {"PYTHONPATH": os.getcwd()},
            capture_output=True,
            text=True,
            check=False,
        )
        for _ in range(2)
    ]
    # The first portion, with the document, is tried apart at once: it goes on where it was stopped.
    assert [(one.returncode, one.stdout) for one in runs] == [(-9, ""), (0, "127 4\n")]
    assert [name for name, _, _ in refused(archive)] == ["c-deadly.txt", "items.csv"]


def test_strict_stops_at_it(archive: Run, newsletter: Path, table: Path) -> None:
    table.unlink()
    (newsletter.parent / "c-deadly.txt").write_text(NEWSLETTER, encoding="utf-8")
    with pytest.raises(ValueError, match=r"c-deadly.txt: the process .* dies .*--strict"):
        tag_archive(replace(archive, jobs=2, strict=True))


def test_no_document_is_blamed_when_the_model_does_not_fit(
    archive: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_tag", deadly.die_at_once)
    with pytest.raises(ChildProcessError, match=r"dies \(SIGKILL\) with nothing to tag"):
        tag_archive(replace(archive, jobs=2))
    assert rows_of(archive.journal)[-1].get("part") == 0


def test_processes_that_die_without_a_portion_end_the_run(
    archive: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would begin anew without end."""

    def dying(*_: object) -> Generator[Tagged, None, None]:
        raise BrokenExecutor
        yield

    monkeypatch.setattr(workers.Workers, "_outcomes", dying)
    with pytest.raises(ChildProcessError, match="a worker process died with nothing to tag"):
        tag_archive(archive)


@pytest.mark.parametrize(
    ("status", "said"), [(-9, "SIGKILL"), (-40, "signal 40"), (3, "exit status 3")]
)
def test_each_way_to_die_is_told(status: int, said: str) -> None:
    assert apart._death(status) == said


def test_an_error_that_does_not_come_through_is_told() -> None:
    class LocalError(Exception):
        pass

    error = ValueError("bad")
    assert child._as_sent(error) is error
    assert repr(child._as_sent(LocalError("bad"))) == "RuntimeError('LocalError: bad')"


def test_a_portion_is_halved_down_to_one_document_or_row() -> None:
    sources = tuple(Source(f"{n}.txt", Path(f"{n}.txt"), ".txt") for n in range(3))
    (whole,) = make_batches(sources, Options().columns)
    first, rest = whole.halves()
    assert (first.sources, rest.sources) == (sources[:1], sources[1:])
    assert first.halves() == ()

    refusal = Refusal("a.csv", None, "line 4: damaged")
    entries = tuple(Entry(n, {"text": "x"}) for n in (1, 2, 3))
    table = Batch((Source("a.csv", Path("a.csv"), ".csv"),), entries, "utf-8", refusal, 7)
    first, rest = table.halves()
    assert [(one.entries, one.encoding, one.refusal, one.number) for one in (first, rest)] == [
        (entries[:1], "utf-8", None, 7),
        (entries[1:], "", refusal, 7),
    ]


def test_portions_that_are_taken_back_are_handed_out_once_more_but_for_the_suspects() -> None:
    portions = [Batch((), number=number) for number in range(6)]
    begun = Begun(portions)
    handed_out = begun.hand_out()
    assert [next(handed_out).number for _ in range(4)] == [0, 1, 2, 3]
    begun.taken()
    assert [batch.number for batch in begun.take_back(1)] == [1]
    assert next(handed_out, None) is None
    assert [batch.number for batch in begun.hand_out()] == [2, 3, 4, 5]
