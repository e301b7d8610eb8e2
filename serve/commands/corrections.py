"""`regwire corrections`: what people said, out of the server's database and into it."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from model.artifact import load_version
from model.versions import VersionStore
from serve.api.settings import CONFIG, Settings
from serve.archive.outputs.atomic import replacing
from serve.corrections import Correction, CorrectionError, Database, DatabaseError, agree
from serve.corrections.importing import new_among
from serve.corrections.labels import COLUMNS, item_id, label_rows
from serve.corrections.spreadsheet import export_csv, read_corrections, write_csv
from serve.running import JsonOption, reporting_errors

__all__ = ["corrections"]

corrections = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Export corrections as CSV, for a spreadsheet or for retraining, and import them.",
)
_Config = Annotated[
    Path | None, typer.Option(help="Settings file (TOML) of the server; see docs/api.md.")
]
_STDOUT = Path("-")


@corrections.command()
def export(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The CSV file to write; - is stdout.")
    ] = _STDOUT,
    labels: Annotated[
        bool,
        typer.Option("--labels", help="With the columns of labels.csv, for 'regwire retrain'."),
    ] = False,
    config: _Config = None,
    as_json: JsonOption = False,
) -> None:
    """Write all corrections; with --labels, what people say last of each item."""
    with reporting_errors(), _database(_settings(config)) as database:
        found = database.corrections()
        conflicts = agree(found).conflicts
        content = write_csv(COLUMNS, label_rows(found)) if labels else export_csv(found)
        if output != _STDOUT:
            with replacing(output) as draft:
                draft.write_bytes(content)
        elif not as_json:
            sys.stdout.buffer.write(content)
    if as_json:
        typer.echo(json.dumps(_told(found, conflicts, output), ensure_ascii=False))
    for line in _lines(found, conflicts):
        typer.echo(line, err=True)


@corrections.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="CSV with title, text, topic and jurisdiction at least.")
    ],
    who: Annotated[
        str, typer.Option(help="Whose corrections they are, where the file does not say.")
    ] = "",
    models: Annotated[
        Path | None, typer.Option(help="Folder of model versions, which know the labels.")
    ] = None,
    config: _Config = None,
    as_json: JsonOption = False,
) -> None:
    """Take corrections in: all rows of a file or, where one has a fault, none."""
    with reporting_errors():
        settings = _settings(config)
        store = VersionStore(models or settings.models)
        taxonomy = load_version(store.current)[0].taxonomy
        try:
            found = read_corrections(file.read_bytes(), taxonomy, who=who)
        except CorrectionError as error:
            faults = "\n".join(f"  {fault}" for fault in error.faults)
            raise ValueError(f"{file}: nothing was imported\n{faults}") from error
        with _database(settings, make=True) as database:
            new = new_among(found, database.corrections())
            database.correct(new)
    if as_json:
        typer.echo(json.dumps({"rows": len(found), "imported": len(new)}))
    else:
        typer.echo(f"{len(new)} of {len(found)} rows imported; the others were known")


def _settings(config: Path | None) -> Settings:
    """Read the settings that the server would have."""
    if config is not None:
        os.environ[CONFIG] = str(config)
    return Settings()


@contextmanager
def _database(settings: Settings, *, make: bool = False) -> Iterator[Database]:
    """Lend the server's database, its tables up to date."""
    database = Database(settings.database_url.get_secret_value())
    try:
        if database.path and not database.path.is_file() and not make:
            raise FileNotFoundError(
                f"{database.path}: no such database; run this where the server runs, or name its "
                "database in REGWIRE_DATABASE_URL or with --config"
            )
        database.upgrade()
        yield database
    except DatabaseError as error:
        raise ValueError(str(error)) from error
    finally:
        database.close()


def _told(
    found: Sequence[Correction], conflicts: Sequence[Sequence[Correction]], output: Path
) -> dict[str, Any]:
    """Return the JSON document; the corrections are in the output, if there is one, else in it."""
    told: dict[str, Any] = {
        "output": str(output) if output != _STDOUT else None,
        "corrections": len(found),
        "conflicts": [[asdict(one) for one in answers] for answers in conflicts],
    }
    return told if output != _STDOUT else told | {"rows": [asdict(one) for one in found]}


def _lines(found: Sequence[Correction], conflicts: Sequence[Sequence[Correction]]) -> Iterator[str]:
    yield f"{len(found)} corrections"
    for answers in conflicts:
        said = "; ".join(
            f"{' '.join(filter(None, one.answer))} ({one.who or 'somebody'})" for one in answers
        )
        yield f"conflict, {item_id(answers[0])}: {said}"
