"""`regwire retrain`: from labels to a new version, promoted if it is not worse."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from model.artifact import ModelFormatError, load_version, save_version
from model.versions import VersionStore
from training.comparison import compare_with_serving
from training.corrections import conflict_told
from training.experiment import Experiment, run_experiment
from training.learning_curve import learning_curve
from training.options import (
    CorrectionsOption,
    FoldsOption,
    JsonOption,
    LabelsOption,
    ModelsOption,
    SeedOption,
)
from training.report import measured_files, report_files
from training.running import reporting_errors
from training.settings import TrainingSettings

__all__ = ["retrain"]

# Exit status where the version was made but not promoted, or corrections were left out.
_NOT_ALL_DONE = 1


def retrain(
    labels: LabelsOption = Path("data/labels.csv"),
    models: ModelsOption = Path("models"),
    folds: FoldsOption = 5,
    random_state: SeedOption = 0,
    force: Annotated[
        bool, typer.Option("--force", help="Promote even if a check fails; this is recorded.")
    ] = False,
    with_corrections: CorrectionsOption = None,
    with_report: Annotated[
        bool,
        typer.Option("--report/--no-report", help="Write a report and its learning curve."),
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Check the labels, cross-validate, fit, calibrate, write a version, and promote it."""
    with reporting_errors():
        settings = TrainingSettings(labels, folds, random_state, with_corrections)
        experiment = run_experiment(settings)
        store = VersionStore(models)
        failed = compare_with_serving(store, experiment)
        version = _write_version(store, experiment, failed, with_report=with_report)
        promoted = not failed or force
        if promoted:
            store.promote(version, "forced: " + "; ".join(failed) if failed else "promoted")
    conflicts = experiment.notes.get("corrections", {}).get("conflicts", [])
    for conflict in conflicts:
        typer.echo(f"regwire: {with_corrections}: left out, {conflict_told(conflict)}", err=True)
    _tell(experiment, version, failed, promoted=promoted, as_json=as_json)
    if conflicts or not promoted:
        raise typer.Exit(_NOT_ALL_DONE)


def _write_version(
    store: VersionStore, experiment: Experiment, failed: list[str], *, with_report: bool
) -> str:
    fitted = experiment.fit_all()
    if with_report:
        measured = experiment.measured | {"learning_curve": learning_curve(experiment)}
        files = report_files(experiment, measured, fitted, failed)
    else:
        files = measured_files(experiment, experiment.measured)
    with store.drafting() as draft:
        manifest = save_version(
            fitted,
            draft,
            labels_digest=experiment.labels.digest,
            scores=_headline(experiment.measured),
            notes=experiment.notes,
            attachments=files,
        )
        folder = store.add(draft, manifest.version)
    try:
        load_version(folder)
    except ModelFormatError as error:
        raise ValueError(
            f"{folder} was there already and cannot be used: {error}; remove it and run again"
        ) from error
    return manifest.version


def _headline(measured: dict[str, Any]) -> dict[str, Any]:
    return {
        "items": measured["items"],
        "topic": {name: measured["topic"][name] for name in ("accuracy", "macro_f1")},
        "jurisdiction": {name: measured["jurisdiction"][name] for name in ("accuracy", "macro_f1")},
        "region": measured["region"],
        "coverage": measured["coverage"],
        "accuracy_covered": measured["accuracy_covered"],
        "ece": measured["ece"],
    }


def _tell(
    experiment: Experiment, version: str, failed: list[str], *, promoted: bool, as_json: bool
) -> None:
    scores = _headline(experiment.measured)
    if as_json:
        told = {"version": version, "promoted": promoted, "failed_checks": failed, "scores": scores}
        told |= experiment.notes
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(
        f"version {version}: {scores['items']} items, "
        f"topic macro-F1 {scores['topic']['macro_f1']:.3f}, "
        f"jurisdiction accuracy {scores['jurisdiction']['accuracy']:.3f}, "
        f"{scores['coverage']:.0%} pass without review, "
        f"{scores['accuracy_covered']:.1%} of them right"
    )
    for line in _corrections_told(experiment.notes.get("corrections")):
        typer.echo(line)
    for check in failed:
        typer.echo(f"check failed: {check}")
    typer.echo("promoted" if promoted else "not promoted; --force promotes it all the same")


def _corrections_told(notes: dict[str, Any] | None) -> Iterator[str]:
    """Say what the corrections did; none of this is lost, the manifest has it too."""
    if notes is None:
        return
    yield (
        f"corrections: {notes['rows']} rows, {notes['added']} items added, "
        f"{notes['confirmed']} labels confirmed, {len(notes['replaced'])} replaced, "
        f"{len(notes['conflicts'])} conflicts left out"
    )
    for change in notes["replaced"]:
        before, after = (" ".join(filter(None, change[name])) for name in ("from", "to"))
        yield f"  {change['id']}: {before} -> {after} ({change['by']})"


if __name__ == "__main__":
    typer.run(retrain)
