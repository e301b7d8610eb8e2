"""`regwire models`: which versions there are, and which one serves."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from model.artifact import load_version
from model.versions import Promotion, VersionStore
from serve.commands.diff import diff
from serve.running import COULD_NOT_RUN, JsonOption, ModelsOption, reporting_errors

__all__ = ["models"]

models = typer.Typer(
    add_completion=False, help="List, compare, promote and roll back model versions."
)
models.command()(diff)


@models.callback(invoke_without_command=True)
def _default(
    context: typer.Context, models: ModelsOption = Path("models"), as_json: JsonOption = False
) -> None:
    """List, promote and roll back model versions."""
    if context.invoked_subcommand is None:
        list_versions(models, as_json)
        return
    # The subcommand has options of its own and would not see these: another folder would change.
    for name, option in (("models", "--models"), ("as_json", "--json")):
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            command = f"regwire models {context.invoked_subcommand}"
            typer.echo(f"regwire: give {option} after the subcommand: {command} {option}", err=True)
            raise typer.Exit(COULD_NOT_RUN)


@models.command("list")
def list_versions(models: ModelsOption = Path("models"), as_json: JsonOption = False) -> None:
    """List the versions; * marks the one that serves."""
    with reporting_errors():
        store = VersionStore(models)
        current = store.current_version()
        rows: list[dict[str, Any]] = [
            {"version": name, "serving": name == current, "scores": _scores(store.path(name))}
            for name in store.versions()
        ]
    if as_json:
        typer.echo(json.dumps(rows))
        return
    for row in rows:
        told = _told(row["scores"])
        typer.echo(f"{'*' if row['serving'] else ' '} {row['version']}{told}")
    if not rows:
        typer.echo(f"{models}: no version yet; make one with 'regwire retrain'", err=True)


def _scores(folder: Path) -> dict[str, Any]:
    """Return what a version measured when it was made; nothing where that cannot be read."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        scores = manifest["scores"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return scores if isinstance(scores, dict) else {}


def _told(scores: dict[str, Any]) -> str:
    try:
        return (
            f"  {scores['items']:>6} items  topic macro-F1 {scores['topic']['macro_f1']:.3f}  "
            f"jurisdiction accuracy {scores['jurisdiction']['accuracy']:.3f}"
        )
    except (KeyError, TypeError, ValueError):
        return ""


@models.command()
def promote(
    version: Annotated[str, typer.Argument(help="Name of the version, as 'list' shows it.")],
    models: ModelsOption = Path("models"),
    as_json: JsonOption = False,
) -> None:
    """Let a version serve, after it has been loaded once to see that it can."""
    with reporting_errors():
        store = VersionStore(models)
        load_version(store.path(version))
        _tell(store.promote(version), as_json=as_json)


@models.command()
def rollback(models: ModelsOption = Path("models"), as_json: JsonOption = False) -> None:
    """Let the version serve again that served before."""
    with reporting_errors():
        _tell(VersionStore(models).rollback(), as_json=as_json)


def _tell(promotion: Promotion, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(promotion)))
    else:
        typer.echo(f"{promotion.version} serves now (before: {promotion.previous or 'none'})")
