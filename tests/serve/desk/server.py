"""A real server on a free port, for tests that need a network or a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["running_server"]

_START_S = 60


@contextmanager
def running_server(folder: Path, models: Path, **settings: str) -> Iterator[str]:
    """Run `regwire serve`; yields its address, and stops it again.

    Parameters
    ----------
    folder : where it keeps its database and its log
    models : folder of model versions
    settings : names and values of further settings
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {"models": str(models), "port": str(port), **settings}
    given.setdefault("database_url", f"sqlite:///{folder / 'regwire.db'}")
    environment = {name: value for name, value in os.environ.items() if "REGWIRE" not in name}
    environment |= {f"REGWIRE_{name.upper()}": value for name, value in given.items()}
    command = [sys.executable, "-c", "from serve.command import main; main()", "serve"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/readyz", server)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server is not ready: {address}")
