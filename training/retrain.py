"""`regwire retrain`: from labels to a new version, promoted if it is not worse."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from model.artifact import save_version
from model.versions import ENVIRONMENT, VersionStore
from training.experiment import Experiment, run_experiment
from training.gate import failed_checks
from training.metrics import Outcome, measure
from training.report import report_files
from training.running import reporting_errors
from training.settings import TrainingSettings

__all__ = ["retrain"]

# Exit status where the version was made but not promoted.
_NOT_PROMOTED = 1


def retrain(
    labels: Annotated[Path, typer.Option(help="The labelled items.")] = Path("data/labels.csv"),
    models: Annotated[
        Path, typer.Option(envvar=ENVIRONMENT, help="Folder of model versions.")
    ] = Path("models"),
    folds: Annotated[int, typer.Option(min=2, help="Folds of cross-validation.")] = 5,
    random_state: Annotated[int, typer.Option(help="Seed of splits and solvers.")] = 0,
    force: Annotated[
        bool, typer.Option("--force", help="Promote even if a check fails; this is recorded.")
    ] = False,
    with_corrections: Annotated[
        Path | None,
        typer.Option(help="CSV of corrections, as the API exports them; they join the labels."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document and nothing else.")
    ] = False,
) -> None:
    """Check the labels, cross-validate, fit, calibrate, write a version, and promote it."""
    with reporting_errors():
        settings = TrainingSettings(labels, folds, random_state, with_corrections)
        experiment = run_experiment(settings)
        store = VersionStore(models)
        failed = _compare(store, experiment)
        version = _write_version(store, experiment, failed)
        promoted = not failed or force
        if promoted:
            store.promote(version, "forced: " + "; ".join(failed) if failed else "promoted")
    _tell(experiment, version, failed, promoted=promoted, as_json=as_json)
    if not promoted:
        raise typer.Exit(_NOT_PROMOTED)


def _write_version(store: VersionStore, experiment: Experiment, failed: list[str]) -> str:
    fitted = experiment.fit_all()
    with store.drafting() as draft:
        manifest = save_version(
            fitted,
            draft,
            labels_digest=experiment.labels.digest,
            scores=_headline(experiment.measured),
            notes=experiment.notes,
            attachments=report_files(experiment, experiment.measured, fitted, failed),
        )
        store.add(draft, manifest.version)
    return manifest.version


def _compare(store: VersionStore, experiment: Experiment) -> list[str]:
    """Check the new version against the serving one, on the items that both were tested on."""
    current = store.current_version()
    if current is None:
        return []
    told = json.loads((store.path(current) / "outcomes.json").read_text(encoding="utf-8"))
    before = {outcome.id: outcome for outcome in map(Outcome.from_dict, told)}
    shared = [one for one in experiment.outcomes if _same_truth(one, before.get(one.id))]
    if not shared:
        return []
    return failed_checks(measure(shared), measure([before[one.id] for one in shared]))


def _same_truth(now: Outcome, before: Outcome | None) -> bool:
    return before is not None and before.truth == now.truth


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
        f"{notes['confirmed']} labels confirmed, {len(notes['replaced'])} replaced"
    )
    for change in notes["replaced"]:
        before, after = (" ".join(filter(None, change[name])) for name in ("from", "to"))
        yield f"  {change['id']}: {before} -> {after} ({change['by']})"


if __name__ == "__main__":
    typer.run(retrain)
