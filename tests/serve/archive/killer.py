"""Runs that are killed at random moments: `python killer.py INPUTS FOLDER VERSION`.

The first run, into FOLDER/whole, is left in peace. Those into FOLDER/killed go on where the one
before was killed; one that ends before is checked, and all begins anew. Prints how many were
killed, and how many of them had begun to write the output.
"""

import os
import random
import shutil
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from serve.archive import Run, batches, tag_archive
from serve.archive.workers import load_tagger

N_KILLS = 10
SEED = 6
# Of the time of a whole run: one that goes on needs as much again for the process that tries the
# first portion, and some should live to write the output.
_LATEST = 1.3


def main(inputs: Path, folder: Path, version: Path) -> None:
    batches._ROWS = 100
    load_tagger(version)  # once for all: each run is a fork of this process
    whole, killed = (
        Run((inputs,), folder / name / "tagged.csv", version, group=True, shard_rows=600)
        for name in ("whole", "killed")
    )
    began = time.monotonic()
    assert ended(begun(whole)) == 0
    seconds = time.monotonic() - began
    n_killed, n_writing = kill(replace(killed, resume=True), whole, seconds)
    sys.stdout.write(f"{n_killed} {n_writing}\n")


def kill(run: Run, whole: Run, seconds: float) -> tuple[int, int]:
    """Kill ten times, then let the run come to its end."""
    moments = random.Random(SEED)
    n_killed = n_writing = 0
    while n_killed < N_KILLS:
        process = begun(run)
        time.sleep(moments.uniform(0, _LATEST * seconds))
        os.kill(process, signal.SIGKILL)
        if status := ended(process):
            assert status == -signal.SIGKILL
            n_killed += 1
            n_writing += any(run.output.parent.glob("*tagged-*"))
        else:
            check(run, whole)
            shutil.rmtree(run.output.parent)
    assert ended(begun(run)) == 0
    check(run, whole)
    return n_killed, n_writing


def begun(run: Run) -> int:
    """Start a run as a process of its own."""
    if process := os.fork():
        return process
    status = 1
    try:
        tag_archive(run)
        status = 0
    finally:
        os._exit(status)


def ended(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def check(run: Run, whole: Run) -> None:
    """See that all files but the journal are those of the run that was left in peace."""
    for one in (run, whole):
        one.journal.unlink()
    assert contents(run.output.parent) == contents(whole.output.parent)
    whole.journal.touch()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
