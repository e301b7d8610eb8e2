"""`python -m benchmarks`: measure, print a table, write a JSON file."""
# ruff: noqa: E402

import os

# Before NumPy is imported: one thread, for ours and for what it is compared with.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.accuracy import accuracy
from benchmarks.api import api
from benchmarks.classify import many_items, one_item
from benchmarks.figure import Figure
from benchmarks.peers import has_fasttext
from benchmarks.start import start
from benchmarks.training import training

_Measure = Callable[[Path, Path], Iterator[Figure]]
_MEASURES: dict[str, _Measure] = {
    "many": many_items,
    "one": one_item,
    "api": api,
    "training": training,
    "start": start,
    "accuracy": accuracy,
}


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--models", type=Path, default=Path("models"), help="model versions")
    parser.add_argument("--labels", type=Path, default=Path("data/labels.csv"), help="items")
    parser.add_argument("--only", default=",".join(_MEASURES), help="which, by commas: %(default)s")
    parser.add_argument(
        "--output", type=Path, default=Path("benchmarks/results.json"), help="JSON file to write"
    )
    told = parser.parse_args()
    unknown = set(told.only.split(",")) - set(_MEASURES)
    if unknown:
        parser.error(f"--only: {', '.join(sorted(unknown))}; expected {', '.join(_MEASURES)}")
    if not has_fasttext():
        print("fastText is not installed (pip install 'regwire[bench]'): left out", file=sys.stderr)
    figures: list[Figure] = []
    for name in told.only.split(","):
        print(f"measuring: {name} ...", file=sys.stderr)
        figures += _MEASURES[name](told.models, told.labels)
    _print(figures)
    _write(told.output, figures)


def _print(figures: list[Figure]) -> None:
    table = Table("", "figure", "value", "target", "reached", "made of")
    for figure in figures:
        sign = ">=" if figure.better == "higher" else "<="
        target = "" if figure.target is None else f"{sign} {figure.target:g}"
        reached = {None: "", True: "yes", False: "NO"}[figure.reached]
        value = f"{figure.value:.3g} {figure.unit}"
        table.add_row(figure.number, figure.name, value, target, reached, figure.detail)
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def _write(path: Path, figures: list[Figure]) -> None:
    about = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
    }
    told = [asdict(figure) | {"reached": figure.reached} for figure in figures]
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(
        json.dumps({"about": about, "figures": told}, ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8",
    )
    draft.replace(path)


if __name__ == "__main__":
    main()
