"""`regwire serve`: the API and the web desk."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from serve.api.settings import CONFIG, PREFIX, Settings
from serve.running import reporting_errors

__all__ = ["serve"]


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on.  [default: 127.0.0.1]")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; 0 takes a free one.  [default: 8000]")
    ] = None,
    models: Annotated[
        Path | None, typer.Option(help="Folder of model versions.  [default: models]")
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Server processes.  [default: 1]")] = None,
    config: Annotated[
        Path | None, typer.Option(help="Settings file (TOML); see docs/api.md.")
    ] = None,
    show_settings: Annotated[
        bool, typer.Option("--show-settings", help="Print the settings, secrets masked, and stop.")
    ] = False,
) -> None:
    """Serve the API and the web desk until stopped."""
    with reporting_errors():
        given = {"host": host, "port": port, "models": models, "workers": workers}
        _export(given, config)
        settings = Settings()
        if show_settings:
            typer.echo(settings.model_dump_json(indent=1))
            return
        _run(settings)


def _export(given: Mapping[str, object], config: Path | None) -> None:
    """Hand options on in the environment, where every server process finds them."""
    if config is not None:
        os.environ[CONFIG] = str(config)
    for name, value in given.items():
        if value is not None:
            os.environ[PREFIX + name.upper()] = str(value)


def _run(settings: Settings) -> None:
    uvicorn.run(
        "serve.api.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        timeout_graceful_shutdown=settings.stop_s,
        access_log=False,
        server_header=False,
    )
