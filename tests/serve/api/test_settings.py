from pathlib import Path

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from serve.api import Settings
from serve.command import app


def test_environment_wins_over_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "regwire.toml"
    path.write_text("port = 1234\nthreads = 3\n")
    monkeypatch.setenv("REGWIRE_CONFIG", str(path))
    monkeypatch.setenv("REGWIRE_PORT", "4321")
    settings = Settings()
    assert (settings.port, settings.threads) == (4321, 3)


def test_missing_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGWIRE_CONFIG", "/no/such.toml")
    with pytest.raises(FileNotFoundError, match=r"/no/such\.toml: no such settings file"):
        Settings()


def test_misspelt_setting_in_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "regwire.toml"
    path.write_text("prot = 1\n")
    monkeypatch.setenv("REGWIRE_CONFIG", str(path))
    with pytest.raises(ValidationError, match="prot"):
        Settings()


def test_shown_settings_hide_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGWIRE_DATABASE_URL", "postgresql://u:hunter2@db/x")
    monkeypatch.setenv("REGWIRE_KEYS", '["a:read:0123"]')
    # What the command puts into the environment goes with the test.
    monkeypatch.setenv("REGWIRE_PORT", "1")
    result = CliRunner().invoke(app, ["serve", "--show-settings", "--port", "99"])
    assert result.exit_code == 0
    assert '"port": 99' in result.stdout
    assert "hunter2" not in result.stdout
    assert "0123" not in result.stdout


@pytest.mark.parametrize("bad", [["--port", "99999"], ["--config", "/no/such.toml"]])
def test_bad_settings_end_with_2(bad: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGWIRE_PORT", "1")
    monkeypatch.setenv("REGWIRE_CONFIG", "")
    result = CliRunner().invoke(app, ["serve", "--show-settings", *bad])
    assert result.exit_code == 2
    assert result.stderr.startswith("regwire: ")
