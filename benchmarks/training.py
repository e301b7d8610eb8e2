"""Figure 4: fitting, its growth with the rows, and its memory."""

import csv
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.processes import Ran, run
from benchmarks.texts import read_rows
from training.labels import COLUMNS, LabelledItem

__all__ = ["training"]

_ROWS = 5000
_RETRAIN = "from serve.command import main; main()"


def training(models: Path, labels: Path) -> Iterator[Figure]:
    """Measure `regwire retrain` on 5,000 rows, on half of them, and on that half twice."""
    rows = read_rows(labels)
    events = sorted({row.event for row in rows})
    random.Random(0).shuffle(events)
    some = _first(rows, events, _ROWS // 2)
    whole = _retrain(labels, _first(rows, events, _ROWS))
    half, twice = (_retrain(labels, chosen) for chosen in (some, [*some, *_noisy(some)]))
    told = f"{whole.wall_s:.1f} s on the clock"
    name = f"retrain on {_ROWS} rows, 5 folds, seconds of the core"
    yield Figure("4a", name, whole.cpu_s, "s", 15, "lower", told)
    told = f"{_ROWS // 2} rows {half.cpu_s:.1f} s, repeated with noise {twice.cpu_s:.1f} s"
    name = "growth when the rows are doubled by repetition with noise"
    yield Figure("4b", name, twice.cpu_s / half.cpu_s, "x", 2.2, "lower", told)
    yield Figure("4c", "peak memory of retrain", whole.peak_mb, "MB", None, "lower")


def _first(rows: tuple[LabelledItem, ...], events: list[str], n_rows: int) -> list[LabelledItem]:
    """Take whole events, in a shuffled order, up to a number of rows."""
    order = {event: at for at, event in enumerate(events)}
    chosen = sorted(rows, key=lambda row: (order[row.event], row.row))[:n_rows]
    return sorted(chosen, key=lambda row: row.row)


def _noisy(rows: list[LabelledItem]) -> list[LabelledItem]:
    """Repeat rows within their events, each with one character in ten left out."""
    choose = random.Random(1)

    def thinned(text: str) -> str:
        return "".join(character for character in text if choose.random() > 0.1)

    # The number keeps a headline that lost nothing from being the same twice.
    return [
        replace(
            row, id=f"{row.id}-again", title=f"{at} {thinned(row.title)}", text=thinned(row.text)
        )
        for at, row in enumerate(rows)
    ]


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
        return run(["-c", _RETRAIN, "retrain", "--no-report", *told])
