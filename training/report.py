"""What is written beside a version: its measurements, its card, and its errors."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from model.routing import RoutingModel
from training.experiment import Experiment
from training.html_report import html_report
from training.model_card import model_card

__all__ = ["measured_files", "report_files", "write_report"]


def measured_files(experiment: Experiment, measured: dict[str, Any]) -> dict[str, bytes]:
    """Make the files of what was measured, which later versions are compared with.

    Returns
    -------
    file name -> content: `measured.json`, `outcomes.json` (each item's out-of-fold answer) and
    `model_card.md`
    """
    return {
        "measured.json": _pack(measured),
        "outcomes.json": _pack_lines([outcome.as_dict() for outcome in experiment.outcomes]),
        "model_card.md": model_card(experiment, measured).encode(),
    }


def report_files(
    experiment: Experiment,
    measured: dict[str, Any],
    fitted: RoutingModel,
    failed: Sequence[str] = (),
) -> dict[str, bytes]:
    """Make the files of a report.

    Parameters
    ----------
    experiment, measured, fitted, failed : see `html_report`

    Returns
    -------
    file name -> content: those of `measured_files`, and `report.html`
    """
    html = html_report(experiment, measured, fitted, failed)
    return measured_files(experiment, measured) | {"report.html": html.encode()}


def write_report(
    folder: Path, experiment: Experiment, measured: dict[str, Any], fitted: RoutingModel
) -> None:
    """Write the files of a report into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in report_files(experiment, measured, fitted).items():
        draft = folder / f".{name}.draft"
        draft.write_bytes(content)
        draft.replace(folder / name)


def _pack_lines(values: Sequence[dict[str, Any]]) -> bytes:
    """Write a list with one line for each value, which is read and written fastest."""
    lines = ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)
    return f"[\n{lines}\n]\n".encode()


def _pack(value: Any) -> bytes:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
