import re

from fastapi.testclient import TestClient

from model import Router


def test_alive_without_a_model(empty_client: TestClient) -> None:
    assert empty_client.get("/healthz").json() == {"status": "ok"}


def test_ready_only_with_a_model(
    client: TestClient, empty_client: TestClient, router: Router
) -> None:
    ready = {"status": "ready", "model": router.manifest.version}
    assert client.get("/readyz").json() == ready
    assert empty_client.get("/readyz").status_code == 503


def test_labels_have_names_in_both_languages(client: TestClient) -> None:
    labels = client.get("/labels").json()
    names = {one["code"]: (one["name_zh"], one["name_en"]) for one in labels["topics"]}
    assert names["standards"] == ("标准与认证", "Standards")
    assert "CN" in {one["code"] for one in labels["jurisdictions"]}


def test_model_names_its_version(client: TestClient, router: Router) -> None:
    model = client.get("/model").json()
    assert model["version"] == router.manifest.version
    assert model["threshold"] == 0.6


def test_docs_load_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert "/classify/batch" in page.text
    assert "https://" not in page.text
    assert re.findall(r"(?:src|href)=\"([^\"]*)", page.text) == ["/static/docs.css", "openapi.json"]


def test_description_has_our_shape_of_errors(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    assert "Problem" in schemas
    assert "HTTPValidationError" not in schemas
