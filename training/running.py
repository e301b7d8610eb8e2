"""How a command of this package ends when its input cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

__all__ = ["COULD_NOT_RUN", "reporting_errors"]

# Exit status where nothing could be done; 1 says that something was refused.
COULD_NOT_RUN = 2


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
