"""A Dask scheduler on loopback whose workers come and go."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from serve.archive import Run, batches, tag_archive, workers
from serve.archive.work import Tagged
from tests.serve.archive import deadly
from tests.serve.archive.conftest import NEWSLETTER

distributed = pytest.importorskip("distributed", reason="needs regwire[cluster]")
N_ROWS = 6_500
PATIENCE_S = 60
# Of sockets to processes that were killed.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler without workers."""
    where = tmp_path / "scheduler.json"
    arguments = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file"]
    with started("dask_scheduler", *arguments, str(where)):
        end = time.monotonic() + PATIENCE_S
        while not where.exists() and time.monotonic() < end:
            time.sleep(0.1)
        yield json.loads(where.read_text())["address"]


def worker(scheduler: str, name: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    return started("dask_worker", scheduler, "--name", name, *options)


def names(client: Any) -> dict[str, str]:  # noqa: ANN401  (distributed has no types)
    """Return what the workers are called, by their addresses."""
    told = client.scheduler_info(n_workers=-1)["workers"]
    return {address: about["name"] for address, about in told.items()}


@pytest.fixture
def long_run(run: Run, table: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A table of 130 portions and a newsletter; few portions are on their way at a time."""
    monkeypatch.setattr(batches, "_ROWS", 50)
    monkeypatch.setattr(workers, "_MIN_WAITING_ON_CLUSTER", 8)
    lines = (f"{n},,FTC fines company {n} over children's data" for n in range(N_ROWS))
    table.write_text("id,title,text\n" + "\n".join(lines) + "\n")
    return run


@pytest.fixture
def whole(long_run: Run) -> bytes:
    """What this machine alone writes."""
    alone = replace(long_run, output=long_run.output.with_name("alone.jsonl"))
    assert tag_archive(alone).items == N_ROWS + 2
    return alone.output.read_bytes()


def test_a_worker_dies_and_one_joins_and_every_row_is_there_once(
    long_run: Run, scheduler: str, whole: bytes
) -> None:
    with ExitStack() as stack:
        dying = stack.enter_context(worker(scheduler, "dying"))
        stack.enter_context(worker(scheduler, "staying"))
        client = stack.enter_context(distributed.Client(scheduler, set_as_default=False))
        client.wait_for_workers(2, timeout=PATIENCE_S)

        def on_part(tagged: Tagged) -> None:
            if tagged.number != 20:
                return
            dying.kill()
            dying.wait()
            stack.enter_context(worker(scheduler, "late"))
            end = time.monotonic() + PATIENCE_S
            while sorted(names(client).values()) != ["late", "staying"]:
                assert time.monotonic() < end
                time.sleep(0.1)

        tag_archive(replace(long_run, scheduler=scheduler), on_part)
        called = names(client)
        loads = client.run(lambda: tuple(workers._loaded.cache_info())[:2])
    assert long_run.output.read_bytes() == whole
    assert {called[address]: misses for address, (_, misses) in loads.items()} == {
        "staying": 1,
        "late": 1,
    }


def test_a_cluster_that_is_lost_is_told_and_the_run_goes_on(
    long_run: Run, scheduler: str, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one worker joblib did all in its own process; of a lost one it said nothing."""
    monkeypatch.setattr(workers, "_NO_WORKER_S", 1)
    monkeypatch.setattr(workers, "_PORTION_S", 3.0)
    on_cluster = replace(long_run, scheduler=scheduler)
    with pytest.raises(TimeoutError, match=r"no worker after 1 s; start one with `dask worker tcp"):
        tag_archive(on_cluster)
    monkeypatch.setattr(workers, "_NO_WORKER_S", PATIENCE_S)

    with worker(scheduler, "only") as only:

        def on_part(tagged: Tagged) -> None:
            if tagged.number == 5:
                only.kill()

        with pytest.raises(TimeoutError, match="no answer for 3 s; see whether they run, and go"):
            tag_archive(on_cluster, on_part)
    monkeypatch.setattr(workers, "_PORTION_S", PATIENCE_S)
    with worker(scheduler, "next"):
        tag_archive(replace(on_cluster, resume=True))
    assert long_run.output.read_bytes() == whole


def test_a_document_that_kills_each_worker_is_left_out(
    long_run: Run,
    whole: bytes,
    newsletter: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """The run waited a quarter of an hour for its outcome, and so did each `--resume`."""
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "1")
    monkeypatch.setattr(workers, "_tag", deadly.tag_or_die)
    scheduler = request.getfixturevalue("scheduler")  # begun when that is set
    (newsletter.parent / "a-deadly.txt").write_text(NEWSLETTER, encoding="utf-8")
    with ExitStack() as stack:
        for name in ("first", "second", "third"):
            stack.enter_context(worker(scheduler, name))
        client = stack.enter_context(distributed.Client(scheduler, set_as_default=False))
        client.wait_for_workers(3, timeout=PATIENCE_S)
        summary = tag_archive(replace(long_run, scheduler=scheduler))
        left = names(client)
    assert (summary.refused, len(left)) == (1, 1)
    (refused,) = map(json.loads, long_run.errors.read_text().splitlines())
    assert (Path(refused["file"]).name, refused["item"]) == ("a-deadly.txt", None)
    assert long_run.output.read_bytes() == whole
