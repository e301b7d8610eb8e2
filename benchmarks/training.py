"""Figure 4: fitting, its growth with the rows, and its memory."""

import csv
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.processes import Ran, run
from benchmarks.texts import read_rows
from training.labels import COLUMNS, LabelledItem

__all__ = ["training"]

_ROWS = 5000
_RETRAIN = "from serve.command import main; main()"


def training(models: Path, labels: Path) -> Iterator[Figure]:
    """Measure `regwire retrain` on 5,000 rows, and on half of them."""
    rows = read_rows(labels)
    events = sorted({row.event for row in rows})
    random.Random(0).shuffle(events)
    whole, half = (_retrain(labels, _first(rows, events, n)) for n in (_ROWS, _ROWS // 2))
    told = f"{whole.wall_s:.1f} s on the clock; {_ROWS // 2} rows: {half.cpu_s:.1f} s"
    name = f"retrain on {_ROWS} rows, 5 folds, seconds of the core"
    yield Figure("4a", name, whole.cpu_s, "s", 15, "lower", told)
    growth = whole.cpu_s / half.cpu_s
    yield Figure("4b", "growth when the rows double", growth, "x", 2.2, "lower", told)
    yield Figure("4c", "peak memory of retrain", whole.peak_mb, "MB", None, "lower")


def _first(rows: tuple[LabelledItem, ...], events: list[str], n_rows: int) -> list[LabelledItem]:
    """Take whole events, in a shuffled order, up to a number of rows."""
    order = {event: at for at, event in enumerate(events)}
    chosen = sorted(rows, key=lambda row: (order[row.event], row.row))[:n_rows]
    return sorted(chosen, key=lambda row: row.row)


def _retrain(labels: Path, rows: list[LabelledItem]) -> Ran:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for table in labels.parent.glob("*.*"):
            if table.suffix in (".csv", ".toml") and table.name != labels.name:
                shutil.copy(table, folder / table.name)
        with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)
        told = ["--labels", str(folder / "labels.csv"), "--models", str(folder / "models")]
        return run(["-c", _RETRAIN, "retrain", *told])
