import socket

import pytest
from typer.testing import CliRunner

from serve.command import app


def test_a_port_in_use_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("REGWIRE_PORT", str(port))
        result = CliRunner().invoke(app, ["serve"])
    assert result.exit_code == 2
    assert result.stderr == (
        f"regwire: cannot listen on 127.0.0.1:{port}: Address already in use; choose another "
        "with --host or --port, or stop what listens there\n"
    )
