"""A Dask scheduler on loopback whose workers come and go."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from serve.archive import Run, tag_archive
from serve.archive.work import Tagged

pytest.importorskip("distributed", reason="needs regwire[cluster]")
N_ROWS = 6_500
PATIENCE_S = 60


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
def scheduler(tmp_path: Path) -> Iterator[Path]:
    """The file that says where the scheduler is."""
    where = tmp_path / "scheduler.json"
    arguments = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file"]
    with started("dask_scheduler", *arguments, str(where)):
        end = time.monotonic() + PATIENCE_S
        while not where.exists() and time.monotonic() < end:
            time.sleep(0.1)
        yield where


def worker(scheduler: Path) -> AbstractContextManager[subprocess.Popen[bytes]]:
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    return started("dask_worker", "--scheduler-file", str(scheduler), *options)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_a_worker_dies_and_one_joins_and_every_row_is_there_once(
    run: Run, table: Path, scheduler: Path
) -> None:
    lines = (f"{n},,FTC fines company {n} over children's data" for n in range(N_ROWS))
    table.write_text("id,title,text\n" + "\n".join(lines) + "\n")
    alone = replace(run, output=run.output.with_name("alone.jsonl"))
    tag_archive(alone)
    with ExitStack() as stack:
        dying = stack.enter_context(worker(scheduler))
        stack.enter_context(worker(scheduler))

        def on_part(tagged: Tagged) -> None:
            if tagged.number == 2:
                dying.kill()
                stack.enter_context(worker(scheduler))

        address = json.loads(scheduler.read_text())["address"]
        tag_archive(replace(run, scheduler=address), on_part)
    assert run.output.read_bytes() == alone.output.read_bytes()
