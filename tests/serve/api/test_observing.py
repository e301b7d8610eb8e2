"""What is counted and logged."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from model import Router
from serve.api.departed import forget_departed
from serve.api.logs import configure_logs

SECRET = "confidential 机密 words"


def test_counts_by_route_label_and_version(client: TestClient, router: Router) -> None:
    answer = client.post("/classify", json={"text": "ICO fines spam texter"}).json()
    client.get("/no/such/place")
    counts = client.get("/metrics").text
    labels = f'head="topic",label="{answer["topic"]["label"]}",lang="en"'
    assert f"regwire_predictions_total{{{labels}}} 1.0" in counts
    assert 'method="POST",route="/classify",status="200"} 1.0' in counts
    assert 'route="other",status="404"} 1.0' in counts
    assert "/no/such" not in counts
    assert f'regwire_model_info{{version="{router.manifest.version}"}} 1.0' in counts
    assert 'regwire_words_total{known="' in counts


def test_no_text_in_logs(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/classify", json={"text": SECRET})
        client.post("/classify", json={"text": SECRET, "x": SECRET})
        client.post("/tag", files={"file": (f"{SECRET}.txt", SECRET.encode())})
        client.get("/desk/archive", params={"search": SECRET})
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "asyncio"))]
    assert any(record.name == "regwire.access" for record in ours)
    assert not [record for record in ours if "机密" in str(vars(record))]


def test_failure_is_logged_by_type_only(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(client.app.state.models.router, "classify", fail)  # type: ignore[attr-defined]
    client.post("/classify", json={"text": "a"})
    assert "request failed" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "机密" not in caplog.text


def test_log_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        configure_logs("json")
        logging.getLogger("a").info("b\nc", extra={"status": 200})
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    line = json.loads(capsys.readouterr().err)
    assert (line["logger"], line["message"], line["status"]) == ("a", "b\nc", 200)


def test_version_of_a_worker_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    names = {kind: f"{kind}_{os.getpid()}.db" for kind in ("counter", "gauge_livemax")}
    left = f"gauge_livemax_{gone.pid}.db"
    for name in (*names.values(), left, f"counter_{gone.pid}.db"):
        (tmp_path / name).touch()
    forget_departed(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*names.values(), f"counter_{gone.pid}.db"}
