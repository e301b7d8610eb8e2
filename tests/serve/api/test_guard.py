from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from serve.api import Settings, create_app
from serve.api.keys import KeyRing, new_key
from serve.api.rate import RateLimit

ITEM = {"text": "ICO fines spam texter"}
GIVEN = ITEM | {"topic": "overseas_settlement", "jurisdiction": "GB"}
READ, READ_ENTRY = new_key("reader", ["read"])
EDIT, EDIT_ENTRY = new_key("editor", ["read", "correct"])


@pytest.fixture
def locked(settings: Settings) -> Iterator[TestClient]:
    values = settings.model_dump() | {"keys": [READ_ENTRY, EDIT_ENTRY]}
    with TestClient(create_app(Settings.model_validate(values))) as client:
        yield client


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize("headers", [{}, _bearer("rw_wrong"), {"x-api-key": ""}, _bearer("é")])
def test_without_a_valid_key_401(locked: TestClient, headers: dict[str, str]) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    response = locked.post("/classify", json=ITEM, headers=raw)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["content-type"] == "application/problem+json"


def test_supervisors_need_no_key(locked: TestClient) -> None:
    assert locked.get("/healthz").status_code == 200
    assert locked.get("/readyz").status_code == 200


def test_scopes(locked: TestClient) -> None:
    assert locked.post("/classify", json=ITEM, headers=_bearer(READ)).status_code == 200
    refused = locked.post("/corrections", json=GIVEN, headers=_bearer(READ))
    assert refused.status_code == 403
    assert "'correct'" in refused.json()["detail"]
    kept = locked.post("/corrections", json=GIVEN | {"who": "x"}, headers={"x-api-key": EDIT})
    assert kept.status_code == 201
    assert ",editor," in locked.get("/corrections", headers=_bearer(READ)).text


def test_desk_signs_in_with_a_key(locked: TestClient) -> None:
    asked = locked.get("/", headers={"accept": "text/html"}, follow_redirects=False)
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in")
    assert locked.post("/sign-in", data={"key": "wrong"}).status_code == 401
    done = locked.post("/sign-in", data={"key": READ}, follow_redirects=False)
    assert "HttpOnly" in done.headers["set-cookie"]
    assert "SameSite=strict" in done.headers["set-cookie"]
    assert locked.get("/", headers={"accept": "text/html"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site", "origin": "https://evil.example"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "null"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "http://testserver"}, 200),
        ({"origin": "http://testserver"}, 200),
        ({}, 200),
    ],
)
def test_other_sites_pages_may_not_post(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    assert client.post("/classify", json=ITEM, headers=headers).status_code == status


def test_named_origin_may_post(settings: Settings) -> None:
    settings.cors_origins = ["https://news.example"]
    headers = {"origin": "https://news.example", "sec-fetch-site": "cross-site"}
    with TestClient(create_app(settings)) as client:
        response = client.post("/classify", json=ITEM, headers=headers)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "https://news.example"


def test_other_origins_may_not_read_unless_named(client: TestClient) -> None:
    origin = {"origin": "https://news.example"}
    asked = client.options("/classify", headers=origin | {"access-control-request-method": "POST"})
    for response in (client.get("/labels", headers=origin), asked):
        assert not [name for name in response.headers if name.startswith("access-control")]


def test_every_answer_is_secured(client: TestClient) -> None:
    for path in ("/", "/docs", "/nowhere", "/static/desk.js"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"


def test_malformed_key_entry_is_refused_without_being_shown() -> None:
    with pytest.raises(ValueError, match="key 2 is malformed") as caught:
        KeyRing([READ_ENTRY, "secret"])
    assert "secret" not in str(caught.value)


def test_unknown_scope_is_refused() -> None:
    with pytest.raises(ValueError, match="malformed"):
        new_key("a", ["root"])


def test_rate_is_shared_by_all_who_open_the_file(tmp_path: Path) -> None:
    now = [1000.0]
    one, two = (RateLimit(tmp_path / "rates", 3, lambda: now[0]) for _ in range(2))
    assert [limit.wait_s("a") for limit in (one, two, one)] == [0, 0, 0]
    assert two.wait_s("a") == pytest.approx(20)
    assert two.wait_s("b") == 0
    now[0] += 20
    assert two.wait_s("a") == 0
    assert one.wait_s("a") == pytest.approx(20)


def test_too_often_is_429(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REGWIRE_STATE", str(tmp_path))
    settings.rate_per_minute = 2
    with TestClient(create_app(settings)) as client:
        statuses = [client.get("/labels").status_code for _ in range(3)]
        refused = client.get("/labels")
        assert client.get("/healthz").status_code == 200
    assert statuses == [200, 200, 429]
    assert 1 <= int(refused.headers["retry-after"]) <= 60
