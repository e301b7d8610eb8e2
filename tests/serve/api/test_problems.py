"""Every error has one shape."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from serve.api import Settings

JSON = {"content-type": "application/json"}


def _endless(chunks: int) -> Iterator[bytes]:
    for _ in range(chunks):
        yield b"x" * 100_000


CASES = [
    pytest.param("GET", "/nowhere", {}, 404, id="404"),
    pytest.param("GET", "/classify", {}, 405, id="405"),
    pytest.param("POST", "/classify", {"content": b"a"}, 415, id="415-missing"),
    pytest.param("POST", "/classify", {"data": {"text": "a"}}, 415, id="415-form"),
    pytest.param("POST", "/tag", {"json": {}}, 415, id="415-tag"),
    pytest.param("POST", "/classify", {"content": b"[", "headers": JSON}, 422, id="422-json"),
    pytest.param("POST", "/classify", {"content": b"\xff", "headers": JSON}, 400, id="400-bytes"),
    pytest.param("POST", "/classify", {"content": b"[" * 99_999, "headers": JSON}, 400, id="deep"),
    pytest.param(
        "POST", "/classify", {"content": b"x" * 2_000_001, "headers": JSON}, 413, id="413"
    ),
    pytest.param(
        "POST", "/classify", {"content": _endless(21), "headers": JSON}, 413, id="413-chunked"
    ),
]


@pytest.mark.parametrize(("method", "path", "request_", "status"), CASES)
def test_error_is_a_problem(
    client: TestClient, method: str, path: str, request_: dict[str, object], status: int
) -> None:
    response = client.request(method, path, **request_)  # type: ignore[arg-type]
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert set(problem) == {"type", "title", "status", "detail", "errors", "request_id"}
    assert problem["type"].startswith("urn:regwire:problem:")
    assert problem["request_id"] == response.headers["x-request-id"]


def test_failure_is_a_problem_without_its_reason(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the text was: secret")

    monkeypatch.setattr(client.app.state.models.router, "classify", fail)  # type: ignore[attr-defined]
    response = client.post("/classify", json={"text": "a"})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text


def test_problem_does_not_repeat_what_was_sent(client: TestClient) -> None:
    response = client.post("/classify", json={"text": ["confidential"]})
    assert response.status_code == 422
    assert "confidential" not in response.text


def test_fault_name_may_hold_a_surrogate(client: TestClient) -> None:
    body = json.dumps({"text": "a", "\ud800": 1})
    assert client.post("/classify", content=body, headers=JSON).status_code == 422


def test_request_id_is_taken_over_only_if_harmless(client: TestClient) -> None:
    kept = client.get("/healthz", headers={"x-request-id": "abc-1"})
    assert kept.headers["x-request-id"] == "abc-1"
    forged = client.get("/healthz", headers={"x-request-id": "a b\tc"})
    assert forged.headers["x-request-id"] != "a b\tc"


def test_upload_may_be_larger_than_a_body(client: TestClient, settings: Settings) -> None:
    text = "浙江省通信管理局通报App。\n" * 60_000
    file = {"file": ("a.bin", text.encode()[: settings.max_body_bytes + 1])}
    assert client.post("/tag", files=file).status_code == 415


@pytest.mark.parametrize(
    ("language", "heading"), [("zh-CN", "没有这个页面"), ("en", "There is no such page")]
)
def test_browser_gets_the_problem_as_a_page(
    client: TestClient, language: str, heading: str
) -> None:
    accepted = {"accept": "text/html,*/*;q=0.8", "accept-language": language}
    response = client.get("/nowhere/<script>", headers=accepted)
    assert response.status_code == 404
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert heading in response.text
    assert response.headers["x-request-id"] in response.text
    assert "<script>" not in response.text


def test_page_of_a_problem_keeps_its_headers(empty_client: TestClient) -> None:
    accepted = {"accept": "text/html"}
    refused = empty_client.get("/desk/queue", headers=accepted)
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "5"
    assert "Not ready" in refused.text
    other = empty_client.delete("/corrections", headers=accepted)
    assert other.headers["allow"] == "GET, POST"
    assert other.headers["vary"] == "Accept"
