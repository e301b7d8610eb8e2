"""Options that the commands of this package share, each defined once."""

from pathlib import Path
from typing import Annotated

import typer

from model.versions import ENVIRONMENT

__all__ = [
    "CorrectionsOption",
    "FoldsOption",
    "JsonOption",
    "LabelsOption",
    "ModelsOption",
    "SeedOption",
]

LabelsOption = Annotated[Path, typer.Option(help="The labelled items.")]
ModelsOption = Annotated[Path, typer.Option(envvar=ENVIRONMENT, help="Folder of model versions.")]
FoldsOption = Annotated[int, typer.Option(min=2, help="Folds of cross-validation.")]
SeedOption = Annotated[int, typer.Option(help="Seed of splits and solvers.")]
CorrectionsOption = Annotated[
    Path | None,
    typer.Option(
        help="CSV that 'regwire corrections export --labels' wrote; its rows join the labels."
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON document and nothing else.")
]
