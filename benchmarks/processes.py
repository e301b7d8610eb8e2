"""Commands run as processes of their own: how long they took and how much memory."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Ran", "run"]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process took: seconds on the clock, seconds of its cores, MB at its peak."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def run(arguments: Sequence[str]) -> Ran:
    """Run `python ARGUMENTS` to its end.

    Raises
    ------
    RuntimeError : it failed; with what it said
    """
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        text=True,
    )
    said = process.stderr.read() if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(arguments)}: exit {process.returncode}: {said.strip()}")
    return Ran(wall, used.ru_utime + used.ru_stime, _peak_mb(used))


def _peak_mb(used: resource.struct_rusage) -> float:
    """Read the peak of the resident set: kilobytes, but bytes on macOS."""
    return used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
