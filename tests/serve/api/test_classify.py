import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from model import Router
from serve.api.answers import Answer, Answers
from serve.api.requests import MAX_ITEMS, MAX_TEXT_CHARS, MAX_TITLE_CHARS

# Bodies that json.dumps has written are ASCII, and so can hold half a surrogate pair.
JSON = {"content-type": "application/json"}
ITEM = {
    "title": "浙江通管局通报21款App",
    "text": "浙江省通信管理局近日通报21款未完成整改的App，存在违规收集个人信息问题。",
}


def test_answer_is_the_routers(client: TestClient, router: Router) -> None:
    response = client.post("/classify", json=ITEM)
    assert response.status_code == 200
    assert response.json() == router.classify(ITEM["text"], ITEM["title"]).as_dict()


@pytest.mark.parametrize(
    "text", [ITEM["text"], "ICO fines spam texter 70,000 pounds", "x", "A" * 5000]
)
def test_answer_is_as_the_documentation_says(client: TestClient, text: str) -> None:
    """Answers are written from the router's objects, so nothing but this checks their shape."""
    told = client.post("/classify", json={"text": text}).json()
    assert Answer.model_validate(told, strict=True, extra="forbid").model_dump() == told
    batch = client.post("/classify/batch", json={"items": [{"text": text}]}).json()
    assert Answers.model_validate(batch, strict=True, extra="forbid").model_dump() == batch


def test_long_item_answered_in_a_thread_gets_the_same_answer(
    client: TestClient, router: Router
) -> None:
    text = ITEM["text"] * 200
    response = client.post("/classify", json={"text": text})
    assert response.headers["content-type"] == "application/json"
    assert response.json() == router.classify(text).as_dict()


def test_title_may_be_null_or_missing(client: TestClient) -> None:
    with_null = client.post("/classify", json={"text": ITEM["text"], "title": None})
    assert with_null.json() == client.post("/classify", json={"text": ITEM["text"]}).json()


def test_batch_answers_in_order_as_single_requests_do(client: TestClient) -> None:
    items = [ITEM, {"text": "ICO fines spam texter 70,000 pounds"}]
    singles = [client.post("/classify", json=item).json() for item in items]
    assert client.post("/classify/batch", json={"items": items}).json() == {"results": singles}


def test_empty_batch_has_no_results(client: TestClient) -> None:
    assert client.post("/classify/batch", json={"items": []}).json() == {"results": []}


BROKEN = [
    pytest.param({"text": ""}, "body: the item is empty", id="empty"),
    pytest.param({"text": " \n\u3000"}, "body: the item is empty", id="white-space"),
    pytest.param({"text": "\ud800\udfff\x00"}, "body: the item is empty", id="surrogates-only"),
    pytest.param({}, "body.text: Field required", id="no-text"),
    pytest.param({"text": 5}, "body.text: Input should be a valid string", id="number"),
    pytest.param({"text": "a", "titel": "b"}, "body.titel: Extra inputs", id="misspelt"),
    pytest.param({"text": "字" * (MAX_TEXT_CHARS + 1)}, "body.text: String should", id="long"),
    pytest.param(
        {"text": "a", "title": "t" * (MAX_TITLE_CHARS + 1)}, "body.title: String", id="long-title"
    ),
    pytest.param({"text": "<b></b>"}, "body: the item is empty", id="markup-only"),
    pytest.param(None, "body: ", id="null"),
]


@pytest.mark.parametrize(("item", "detail"), BROKEN)
def test_bad_item_is_422(client: TestClient, item: Any, detail: str) -> None:  # noqa: ANN401
    response = client.post("/classify", content=json.dumps(item), headers=JSON)
    assert response.status_code == 422
    assert response.json()["detail"].startswith(detail)


@pytest.mark.parametrize(
    "text",
    [
        "a\ud800b 浙江省通信管理局",
        "\x00\x07\x1b[31m App",
        "<b></b>x(查看更多)",
        "A" * MAX_TEXT_CHARS,
    ],
    ids=["lone-surrogate", "control", "markup", "one-letter"],
)
def test_odd_text_gets_an_answer(client: TestClient, text: str) -> None:
    response = client.post("/classify", content=json.dumps({"text": text}), headers=JSON)
    assert response.status_code == 200


def test_offsets_count_a_replaced_surrogate_as_one_character(client: TestClient) -> None:
    text = "\ud800浙江省通信管理局通报App"
    response = client.post("/classify", content=json.dumps({"text": text}), headers=JSON)
    placed = [piece for piece in response.json()["evidence"] if piece["end"]]
    found = {text[piece["start"] : piece["end"]] for piece in placed}
    assert found & {piece["term"] for piece in placed}


def test_too_many_items_are_422(client: TestClient) -> None:
    response = client.post("/classify/batch", json={"items": [{"text": "a"}] * (MAX_ITEMS + 1)})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "body.items"


def test_bad_item_of_a_batch_is_named(client: TestClient) -> None:
    response = client.post("/classify/batch", json={"items": [{"text": "a"}, {"text": ""}]})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "body.items.1"


def test_without_a_model_503(empty_client: TestClient) -> None:
    response = empty_client.post("/classify", json=ITEM)
    assert response.status_code == 503
    assert "regwire retrain" in response.json()["detail"]
    assert response.headers["retry-after"] == "5"
