"""What is written beside a version: its measurements, its card, and its errors."""

import json
from pathlib import Path
from typing import Any

from training.experiment import Experiment
from training.model_card import model_card

__all__ = ["report_files", "write_report"]


def report_files(experiment: Experiment, measured: dict[str, Any]) -> dict[str, bytes]:
    """Make the files of a report.

    Returns
    -------
    file name -> content: `measured.json`, `outcomes.json` (each item's out-of-fold answer) and
    `model_card.md`
    """
    outcomes = [outcome.as_dict() for outcome in experiment.outcomes]
    return {
        "measured.json": _pack(measured),
        "outcomes.json": _pack(outcomes),
        "model_card.md": model_card(experiment, measured).encode(),
    }


def write_report(folder: Path, experiment: Experiment, measured: dict[str, Any]) -> None:
    """Write the files of a report into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in report_files(experiment, measured).items():
        draft = folder / f".{name}.draft"
        draft.write_bytes(content)
        draft.replace(folder / name)


def _pack(value: Any) -> bytes:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
