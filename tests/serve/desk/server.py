"""A real server on a free port, for tests that need a network or a browser."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Server", "running_server", "started_server"]

_START_S = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs, and where."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End all its processes at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


@contextmanager
def running_server(folder: Path, models: Path, **settings: str) -> Iterator[str]:
    """Run `regwire serve` as `started_server` does; yields its address."""
    with started_server(folder, models, **settings) as server:
        yield server.address


@contextmanager
def started_server(folder: Path, models: Path, **settings: str) -> Iterator[Server]:
    """Run `regwire serve` in a group of processes of its own, and stop it again.

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
        server = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/readyz", server)
            yield Server(address, server, folder / "server.log")
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
