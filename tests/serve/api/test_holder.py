"""Versions come and go under a running server."""

import gc
import shutil
import time
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from model.artifact import save_version
from model.routing import RoutingModel
from model.versions import VersionStore
from serve.api import Settings, create_app


def _until(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def store(models_folder: Path, fitted: RoutingModel, tmp_path: Path) -> VersionStore:
    """Two versions that differ in their name only; the first serves."""
    store = VersionStore(tmp_path / "models")
    shutil.copytree(models_folder, store.folder, symlinks=True)
    calibration = fitted.calibration_
    fitted.calibration_ = type(calibration)(0.8, 1.1, 0.5)
    try:
        with store.drafting() as draft:
            manifest = save_version(fitted, draft, labels_digest="1" * 64, scores={})
            store.add(draft, manifest.version)
    finally:
        fitted.calibration_ = calibration
    return store


def _other(store: VersionStore) -> str:
    return next(name for name in store.versions() if name != store.current_version())


def test_promoted_version_serves_soon(store: VersionStore, settings: Settings) -> None:
    settings.models = store.folder
    with TestClient(create_app(settings)) as client:
        other = _other(store)
        store.promote(other)
        assert _until(lambda: client.get("/readyz").json()["model"] == other)
        assert client.post("/classify", json={"text": "a"}).json()["model"] == other


def test_a_version_that_serves_no_longer_is_freed(store: VersionStore, settings: Settings) -> None:
    """Though the collector does not walk what was there when it began to serve."""
    settings.models = store.folder
    app = create_app(settings)
    with TestClient(app):
        assert gc.get_freeze_count() > 0
        served = weakref.ref(app.state.models.router)
        store.promote(_other(store))
        assert _until(lambda: served() is None)


def test_broken_version_is_refused_and_the_old_one_serves(
    store: VersionStore, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.models = store.folder
    before, other = store.current_version(), _other(store)
    (store.path(other) / "terms.json").write_bytes(b"[]")
    with TestClient(create_app(settings)) as client:
        store.promote(other)
        assert _until(lambda: "model refused" in caplog.text)
        assert client.get("/readyz").json()["model"] == before
        store.promote(str(before))
        time.sleep(0.2)
        assert client.post("/classify", json={"text": "a"}).json()["model"] == before
    assert caplog.text.count("model refused") == 1


def test_first_version_is_found_by_a_running_server(
    store: VersionStore, settings: Settings, tmp_path: Path
) -> None:
    settings.models = tmp_path / "later"
    with TestClient(create_app(settings)) as client:
        assert client.get("/readyz").status_code == 503
        store.folder.rename(settings.models)
        assert _until(lambda: client.get("/readyz").status_code == 200)
