"""`regwire evaluate`: how good the model is, on the labels or on a file of labelled items."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from model.router import Router
from model.versions import VersionStore
from training.baselines import measure_baselines
from training.experiment import Experiment, run_experiment
from training.items import answer_items, read_items
from training.learning_curve import learning_curve
from training.leave_out import leave_out_jurisdictions
from training.metrics import measure
from training.options import (
    CorrectionsOption,
    FoldsOption,
    JsonOption,
    LabelsOption,
    ModelsOption,
    SeedOption,
)
from training.report import write_report
from training.running import reporting_errors
from training.settings import TrainingSettings
from training.tables import print_measured

__all__ = ["evaluate"]


def evaluate(
    items: Annotated[
        Path | None,
        typer.Option(help="JSON lines with labelled items; the current model answers for them."),
    ] = None,
    as_json: JsonOption = False,
    report: Annotated[
        Path | None, typer.Option(help="Folder to write the report and the model card into.")
    ] = None,
    labels: LabelsOption = Path("data/labels.csv"),
    models: ModelsOption = Path("models"),
    folds: FoldsOption = 5,
    random_state: SeedOption = 0,
    with_corrections: CorrectionsOption = None,
    leave_out: Annotated[
        bool,
        typer.Option(
            "--leave-out-jurisdictions",
            help="Also test each jurisdiction on a model that never saw its rows.",
        ),
    ] = False,
) -> None:
    """Measure the model: by cross-validation on the labels, or on a file of items."""
    with reporting_errors():
        if items is not None:
            router = Router.load(VersionStore(models).current)
            gold = read_items(items, router.model.taxonomy)
            measured = measure(list(answer_items(router, gold)))
        else:
            settings = TrainingSettings(labels, folds, random_state, with_corrections)
            experiment = run_experiment(settings)
            measured = _measure_labels(experiment, leave_out=leave_out)
            if report is not None:
                measured["learning_curve"] = learning_curve(experiment)
                write_report(report, experiment, measured, experiment.fit_all())
        _show(measured, as_json=as_json)


def _measure_labels(experiment: Experiment, *, leave_out: bool) -> dict[str, Any]:
    measured = experiment.measured | experiment.notes
    measured["baselines"] = measure_baselines(experiment.labels.items, experiment.out_of_fold.folds)
    if leave_out:
        measured["leave_out_jurisdictions"] = leave_out_jurisdictions(experiment)
    return measured


def _show(measured: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(measured, ensure_ascii=False))
    else:
        print_measured(Console(), measured)


if __name__ == "__main__":
    typer.run(evaluate)
