"""Processes on this machine."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from subprocess import DEVNULL
from time import sleep

import pytest
from joblib import Parallel, delayed

from model import Router
from serve.archive import Run, batches, tag_archive, workers
from serve.archive.orphans import as_children
from serve.archive.work import Tagged

# More portions than may be begun and not taken.
N_ROWS = 2000


@pytest.fixture
def long_run(run: Run, table: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A table of 40 portions, some rows of which are refused, and a newsletter."""
    monkeypatch.setattr(batches, "_ROWS", 50)
    texts = ("" if n % 99 == 0 else f"FTC fines company {n}" for n in range(N_ROWS))
    table.write_text("id,title,text\n" + "".join(f"{n},,{text}\n" for n, text in enumerate(texts)))
    return run


@pytest.fixture
def alone(long_run: Run) -> Run:
    """The same, tagged by this process."""
    alone = replace(long_run, output=long_run.output.parent.with_name("alone") / "tagged.jsonl")
    assert tag_archive(alone).refused == 21
    return alone


def same_files(one: Run, other: Run) -> bool:
    return one.output.read_bytes() == other.output.read_bytes() and (
        one.errors.read_bytes() == other.errors.read_bytes()
    )


@pytest.mark.parametrize("jobs", [2, 3, -1])
def test_the_number_of_jobs_does_not_change_a_byte(long_run: Run, alone: Run, jobs: int) -> None:
    tag_archive(replace(long_run, jobs=jobs))
    assert same_files(long_run, alone)


def test_each_worker_loads_the_model_once(long_run: Run) -> None:
    tag_archive(replace(long_run, jobs=2))

    def n_loads(_: int) -> tuple[int, int]:
        sleep(0.1)  # or one worker would answer for both
        return os.getpid(), workers._loaded.cache_info().misses

    told = set(Parallel(n_jobs=2, **as_children())(delayed(n_loads)(n) for n in range(8)))
    assert [loads for _, loads in told] == [1, 1]


def test_threads_of_a_worker_share_the_model(
    models_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = []

    def load(folder: Path) -> Router:
        loaded.append(folder)
        sleep(0.05)
        return original(folder)

    original = Router.load
    monkeypatch.setattr(Router, "load", load)
    workers._loaded.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        taggers = set(pool.map(workers.load_tagger, [models_folder / "current"] * 8))
    assert (len(taggers), loaded) == (1, [models_folder / "current"])


def test_a_worker_that_dies_by_chance_changes_nothing(
    long_run: Run, alone: Run, caplog: pytest.LogCaptureFixture
) -> None:
    """It ended the run."""
    psutil = pytest.importorskip("psutil", reason="needs regwire[cluster]")

    def on_part(tagged: Tagged) -> None:
        if tagged.number == 3:
            for child in psutil.Process().children():
                if "popen_loky" in " ".join(child.cmdline()):
                    child.kill()

    tag_archive(replace(long_run, jobs=2), on_part)
    assert "what it may have died of (portions: 2) is tried alone" in caplog.text
    assert same_files(long_run, alone)


def test_no_process_outlives_a_run_that_was_killed(
    long_run: Run, table: Path, newsletter: Path
) -> None:
    """joblib's waited for ever, each with a model in memory."""
    psutil = pytest.importorskip("psutil", reason="needs regwire[cluster]")
    table.write_text("text\n" + "FTC fines a company\n" * 30_000)
    code = "from serve.command import main; main()"
    inputs, models = newsletter.parent, long_run.version.parent
    command = [sys.executable, "-c", code, "tag", inputs, "-o", long_run.output, "--jobs", "2"]
    process = subprocess.Popen([*map(str, command), "--models", str(models)], stderr=DEVNULL)
    while not list(long_run.parts.glob("part-*1.jsonl")):
        assert process.poll() is None
        sleep(0.02)
    started = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    assert len(started) >= 2
    assert psutil.wait_procs(started, timeout=60)[1] == []


def test_strict_stops_the_workers_too(long_run: Run) -> None:
    with pytest.raises(ValueError, match=r"items.csv item 1: .*--strict"):
        tag_archive(replace(long_run, jobs=2, strict=True))
