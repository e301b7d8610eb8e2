"""Commands run as processes of their own: how long they took and how much memory."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

__all__ = ["Ran", "run"]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process took: seconds on the clock, seconds of its cores, MB at its peak."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def run(arguments: Sequence[str]) -> Ran:
    """Run `python ARGUMENTS` to its end.

    The peak of a child counts what its parent held when it was started. So a process of this
    file, which holds next to nothing, stands between.

    Raises
    ------
    RuntimeError : it failed; with what it said
    """
    ran = subprocess.run(
        [sys.executable, __file__, *arguments], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: exit {ran.returncode}: {ran.stderr.strip()}")
    return Ran(**json.loads(ran.stdout))


def _measure(arguments: Sequence[str]) -> Ran:
    begin = time.perf_counter()
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, *arguments]
    # 1 says that something was refused, or that a version was not promoted.
    if subprocess.run(command, stdout=sys.stderr, env=environment, check=False).returncode > 1:
        sys.exit(2)
    wall = time.perf_counter() - begin
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Ran(wall, used.ru_utime + used.ru_stime, _peak_mb(used))


def _peak_mb(used: resource.struct_rusage) -> float:
    """Read the peak of the resident set: kilobytes, but bytes on macOS."""
    return used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    print(json.dumps(asdict(_measure(sys.argv[1:]))))
