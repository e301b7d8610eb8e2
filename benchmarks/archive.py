"""`regwire tag` on large tables: does memory grow, does a row get dearer, do workers help.

    python -m benchmarks.archive rows --rows 100000 1000000
    python -m benchmarks.archive jobs --rows 20000
    python -m benchmarks.archive cluster --rows 20000

Rows are the items of data/labels.csv again and again, each with its number before it, as Parquet
in one row group, as pandas writes it. Time for `rows` is that of the cores, which other processes
touch least. `jobs` and `cluster` take that of the clock, in turn, the median of the rounds: it says
little on a busy machine. So `jobs` also takes the time of the process that was busiest.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.many_rows import write_rows

_CLUSTER = "import sys; from distributed.cli.dask_{} import main; main()"


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a run took: seconds on the clock and of the cores, and the peaks of memory in MiB.

    `workers_mb` has the peak of each process that the run has started itself, `busiest_s` the time
    of the cores that the busiest of all took.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    workers_mb: tuple[float, ...]
    busiest_s: float


def measure(models: Path, table: Path, *options: str) -> Tagged:
    """Tag a table in a process of its own."""
    with tempfile.TemporaryDirectory(dir=table.parent) as folder:
        output = Path(folder) / "tagged.parquet"
        command = ["-c", "from serve.command import main; main()", "tag", str(table)]
        arguments = [*command, "-o", str(output), "--models", str(models), *options]
        began = time.monotonic()
        process = subprocess.Popen([sys.executable, *arguments], stderr=subprocess.DEVNULL)
        peaks, times = _follow(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"regwire tag ended with {process.returncode}")
        wall = time.monotonic() - began
    own = peaks.pop(process.pid)
    cpu = used.ru_utime + used.ru_stime
    return Tagged(wall, cpu, own, tuple(sorted(peaks.values())), max(times.values()))


def _follow(process: int) -> tuple[dict[int, float], dict[int, float]]:
    """Return the peaks and times of a process and of its children, until it ends.

    It is read from /proc: what the system tells in the end counts what the parent held.
    """
    peaks: dict[int, float] = {}
    times: dict[int, float] = {}
    while _peak_mb(process) is not None:
        for one in (process, *_children(process)):
            if (peak := _peak_mb(one)) is not None:
                peaks[one], times[one] = peak, _cpu_s(one)
        time.sleep(0.1)
    return peaks, times


def _children(process: int) -> list[int]:
    try:
        return [
            int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _peak_mb(process: int) -> float | None:
    """Return the most that a process has held, None where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return None
    kib = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return kib[0] / 1024 if kib else None


def _cpu_s(process: int) -> float:
    """Return what a process has had of the cores, 0 where it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def cluster(n_workers: int, folder: Path) -> Iterator[str]:
    """Lend a Dask scheduler on loopback with workers of one thread; yields its address."""
    with ExitStack() as stack:

        def start(what: str, *arguments: str) -> None:
            process = subprocess.Popen(
                [sys.executable, "-c", _CLUSTER.format(what), *arguments, "--no-dashboard"],
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)

        where = folder / "scheduler.json"
        where.unlink(missing_ok=True)  # that of the cluster before
        start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(where))
        for _ in range(n_workers):
            start("worker", "--scheduler-file", str(where), "--nthreads", "1", "--no-nanny")
        yield _address(where, n_workers)


def _address(where: Path, n_workers: int) -> str:
    from distributed import Client

    while not where.exists():
        time.sleep(0.1)
    with Client(scheduler_file=str(where)) as client:
        client.wait_for_workers(n_workers, timeout=120)
        return str(client.scheduler.address)


def compare_rows(models: Path, numbers: Sequence[int], folder: Path, *, headlines: bool) -> None:
    """Print time and memory by the number of rows, and the ratios of the last to the first."""
    runs = []
    for n_rows in numbers:
        table = folder / "rows.parquet"
        write_rows(table, n_rows, headlines=headlines)
        run = measure(models, table)
        runs.append((1e6 * run.cpu_s / n_rows, run.peak_mb))
        print(
            f"{n_rows:>10,} rows  {run.wall_s:7.1f} s, of the cores {run.cpu_s:7.1f} s, "
            f"{runs[-1][0]:6.1f} µs a row  peak {run.peak_mb:5.0f} MiB",
            flush=True,
        )
    (time_before, peak_before), (time_after, peak_after) = runs[0], runs[-1]
    print(f"peak memory {peak_after / peak_before:.3f} times (target: at most 1.3)")
    print(f"time a row  {time_after / time_before:.3f} times (target: at most 1.1)")


def compare_jobs(models: Path, n_rows: int, folder: Path, rounds: int) -> None:
    """Print how much faster two processes are than one, and what each holds."""
    table = folder / "rows.parquet"
    write_rows(table, n_rows)
    walls: dict[int, list[float]] = {1: [], 2: []}
    busiest: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for jobs, taken in walls.items():
            run = measure(models, table, "--jobs", str(jobs))
            taken.append(run.wall_s)
            busiest[jobs].append(run.busiest_s)
    workers = ", ".join(f"{peak:.0f}" for peak in run.workers_mb)
    print(f"peak memory with 2 jobs: {run.peak_mb:.0f} MiB; the processes it started: {workers}")
    _print_ratio("--jobs", walls)
    _print_ratio("--jobs, cores of the busiest process", busiest)


def compare_workers(models: Path, n_rows: int, folder: Path, rounds: int) -> None:
    """Print how much faster two workers of a Dask cluster are than one."""
    table = folder / "rows.parquet"
    write_rows(table, n_rows)
    walls: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for n_workers, taken in walls.items():
            with cluster(n_workers, folder) as address:
                taken.append(measure(models, table, "--scheduler", address).wall_s)
    _print_ratio("Dask workers", walls)


def _print_ratio(what: str, walls: dict[int, list[float]]) -> None:
    one, two = (statistics.median(taken) for taken in walls.values())
    print(f"{what}: 1 takes {one:.1f} s, 2 take {two:.1f} s: {one / two:.2f} times as fast")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("rows", "jobs", "cluster"))
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000])
    parser.add_argument("--headlines", action="store_true", help="rows without their texts")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.what == "rows":
            compare_rows(asked.models, asked.rows, Path(folder), headlines=asked.headlines)
        elif asked.what == "jobs":
            compare_jobs(asked.models, asked.rows[0], Path(folder), asked.rounds)
        else:
            compare_workers(asked.models, asked.rows[0], Path(folder), asked.rounds)
    print(f"load of the machine in the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()}")


if __name__ == "__main__":
    main()
