"""The application on the small model, and a client that talks to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from serve.api import Settings, create_app
from tests.serve.databases import database_url, postgresql

__all__ = ["database_url", "postgresql"]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a developer's own REGWIRE_... variables out of the tests."""
    for name in ("REGWIRE_CONFIG", "REGWIRE_MODELS", "REGWIRE_KEYS", "REGWIRE_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def settings(models_folder: Path, tmp_path: Path) -> Settings:
    """Settings for the small model, with small limits and a database of its own."""
    return Settings(
        models=models_folder,
        poll_s=0.05,
        max_body_bytes=2_000_000,
        max_upload_bytes=3_000_000,
        database_url=f"sqlite:///{tmp_path / 'regwire.db'}",
    )


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A client of a running application."""
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def empty_client(settings: Settings, tmp_path: Path) -> Iterator[TestClient]:
    """A client of an application that has no model."""
    settings.models = tmp_path / "none"
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client
