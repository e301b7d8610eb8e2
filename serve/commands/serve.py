"""`regwire serve`: the API and the web desk."""

import logging
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from serve.api.keys import KeyRing
from serve.api.keys import new_key as new_key_and_entry
from serve.api.logs import configure_logs
from serve.api.protocol import Protocol
from serve.api.settings import CONFIG, PREFIX, Settings
from serve.api.state import shared_state
from serve.corrections import Database, DatabaseError
from serve.running import reporting_errors

__all__ = ["serve"]

_logger = logging.getLogger(__name__)
# A worker that says nothing for so long is taken for stuck and replaced. The library's 5 seconds
# end workers that are starting, or reading a long document, on a machine that is busy.
_SILENT_S = 120


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. (default: 127.0.0.1)")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; 0 takes a free one. (default: 8000)")
    ] = None,
    models: Annotated[
        Path | None, typer.Option(help="Folder of model versions. (default: models)")
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Server processes. (default: 1)")] = None,
    config: Annotated[
        Path | None, typer.Option(help="Settings file (TOML); see docs/api.md.")
    ] = None,
    new_key: Annotated[
        str | None, typer.Option(help="Make an API key with this name, print it, and stop.")
    ] = None,
    scopes: Annotated[
        str, typer.Option(help="Scopes of the new key: read, correct, admin; commas between.")
    ] = "read",
    show_settings: Annotated[
        bool, typer.Option("--show-settings", help="Print the settings, secrets masked, and stop.")
    ] = False,
) -> None:
    """Serve the API and the web desk until stopped."""
    with reporting_errors():
        if new_key is not None:
            _print_key(new_key, scopes)
            return
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


def _print_key(name: str, scopes: str) -> None:
    key, entry = new_key_and_entry(name, [scope.strip() for scope in scopes.split(",")])
    typer.echo(f"The key, shown this once:            {key}")
    typer.echo(f"Its entry for the setting 'keys':    {entry}")


def _run(settings: Settings) -> None:
    KeyRing(key.get_secret_value() for key in settings.keys)  # refuses before anything starts
    _refuse_taken(settings.host, settings.port)
    _upgrade(settings)
    with shared_state(workers=settings.workers):
        uvicorn.run(
            "serve.api.worker:make_app",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=settings.workers,
            timeout_graceful_shutdown=settings.stop_s,
            log_config=None,
            access_log=False,
            http=Protocol,
            timeout_worker_healthcheck=_SILENT_S,
            server_header=False,
        )


def _refuse_taken(host: str, port: int) -> None:
    """Say in words that the address cannot be listened on, before anything is started."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: a port that was just given up is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ValueError(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another with --host or "
            "--port, or stop what listens there"
        ) from error


def _upgrade(settings: Settings) -> None:
    """Bring the database up to date once, before several workers would at the same time."""
    configure_logs(settings.log_format)
    database = Database(settings.database_url.get_secret_value())
    try:
        database.upgrade()
    except DatabaseError as error:
        _logger.error("no corrections can be kept", extra={"reason": str(error)})
    finally:
        database.close()
