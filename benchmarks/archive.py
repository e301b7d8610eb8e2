"""Time and memory of `regwire tag` by the number of rows.

    python -m benchmarks.archive --models models --rows 100000 1000000

Rows are the items of data/labels.csv again and again, each with its number before the text, as
Parquet. Each run is a process of its own; its peak memory is what the system measured.
"""

import argparse
import csv
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import pyarrow as arrow
from pyarrow import parquet

LABELS = Path(__file__).parent.parent / "data" / "labels.csv"
SCHEMA = arrow.schema([("id", arrow.int64()), ("title", arrow.string()), ("text", arrow.string())])
GROUP_ROWS = 10_000


def write_rows(path: Path, n_rows: int) -> None:
    """Write a table of items."""
    with LABELS.open(encoding="utf-8-sig", newline="") as file:
        items = [(row["title"], row["text"]) for row in csv.DictReader(file)]
    rows = ((n, title, f"{n}: {text}") for n, (title, text) in enumerate(cycle(items)))
    with parquet.ParquetWriter(path, SCHEMA) as writer:
        for group in _groups(islice(rows, n_rows)):
            columns = [list(column) for column in zip(*group, strict=True)]
            writer.write_table(arrow.table(columns, schema=SCHEMA))


def _groups(rows: Iterator[tuple[int, str, str]]) -> Iterator[list[tuple[int, str, str]]]:
    while group := list(islice(rows, GROUP_ROWS)):
        yield group


def measure(models: Path, n_rows: int, options: Sequence[str]) -> tuple[float, float]:
    """Return the seconds that a run takes, and its peak memory in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rows.parquet"
        write_rows(table, n_rows)
        output = str(Path(folder) / "tagged.parquet")
        code = "from serve.command import main; main()"
        command = [sys.executable, "-c", code, "tag", str(table), "-o", output]
        began = time.monotonic()
        process = os.posix_spawn(
            sys.executable, [*command, "--models", str(models), *options], os.environ
        )
        _, status, usage = os.wait4(process, 0)
        if status:
            sys.exit(f"regwire tag ended with {os.waitstatus_to_exitcode(status)}")
        return time.monotonic() - began, usage.ru_maxrss / 1024


def main() -> None:
    """Measure each number of rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--jobs", default="1", help="processes; their memory is not counted")
    asked = parser.parse_args()
    for n_rows in asked.rows:
        seconds, memory = measure(asked.models, n_rows, ["--jobs", asked.jobs])
        per_row = 1e6 * seconds / n_rows
        print(f"{n_rows:>10,} rows  {seconds:8.1f} s  {per_row:6.0f} µs a row  {memory:6.0f} MiB")


if __name__ == "__main__":
    main()
