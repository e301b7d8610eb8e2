"""How a command ends when its input cannot be used, and where it finds the model."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from model.router import Router
from model.versions import ENVIRONMENT, VersionStore

__all__ = [
    "COULD_NOT_RUN",
    "INTERRUPTED",
    "SOME_REFUSED",
    "JsonOption",
    "ModelsOption",
    "current_router",
    "reporting_errors",
]

# Exit statuses, beside 0 for done.
SOME_REFUSED = 1
COULD_NOT_RUN = 2
# As shells have it: 128 and the number of the signal.
INTERRUPTED = 130

ModelsOption = Annotated[Path, typer.Option(envvar=ENVIRONMENT, help="Folder of model versions.")]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON document and nothing else.")
]


@contextmanager
def reporting_errors() -> Iterator[None]:
    """Print what is wrong with the input on stderr and exit with 2, without a traceback."""
    try:
        yield
    except (OSError, ValueError, LookupError) as error:
        typer.echo(f"regwire: {_told(error)}", err=True)
        raise typer.Exit(COULD_NOT_RUN) from error


def _told(error: Exception) -> str:
    """Return what is wrong; of a file that the system refuses, without the system's number."""
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def current_router(models: Path, *, for_many: bool = True) -> Router:
    """Load the serving version; see `Router.load`.

    Raises
    ------
    FileNotFoundError : no version serves yet
    ModelFormatError : the version cannot be used
    """
    return Router.load(VersionStore(models).current, for_many=for_many)
