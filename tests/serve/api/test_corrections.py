"""Corrections through the API, kept in each kind of database."""

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from serve.api import Settings, create_app

GIVEN = {"text": "ICO fines spam texter", "topic": "overseas_settlement", "jurisdiction": "GB"}


@pytest.fixture
def settings(settings: Settings, database_url: str) -> Settings:
    settings.database_url = SecretStr(database_url)
    return settings


def test_correction_is_kept_with_the_models_answer(client: TestClient) -> None:
    assert client.post("/corrections", json=GIVEN | {"who": "ann"}).json() == {"kept": 1}
    lines = client.get("/corrections").text.splitlines()
    row = dict(zip(lines[0].lstrip("\ufeff").split(","), lines[1].split(","), strict=True))
    answer = client.post("/classify", json={"text": GIVEN["text"]}).json()
    assert row["who"] == "ann"
    assert row["model"] == answer["model"]
    assert row["was_topic"] == answer["topic"]["label"]


def test_forbidden_pair_is_422(client: TestClient) -> None:
    response = client.post("/corrections", json=GIVEN | {"jurisdiction": "CN"})
    assert response.status_code == 422
    assert "rules this pair out" in response.json()["detail"]


def test_labels_have_every_answer_of_a_conflict_and_it_is_listed(client: TestClient) -> None:
    client.post("/corrections", json=GIVEN | {"who": "ann"})
    client.post("/corrections", json=GIVEN | {"who": "bob", "topic": "other"})
    lines = client.get("/corrections/labels").text.splitlines()
    assert ["corrected by ann" in line for line in lines[1:]] == [True, False]
    answers = client.get("/corrections/conflicts").json()["conflicts"][0]
    assert [answer["who"] for answer in answers] == ["ann", "bob"]


def test_export_can_be_imported_and_adds_nothing(client: TestClient) -> None:
    client.post("/corrections", json=GIVEN)
    exported = client.get("/corrections").content
    files = {"file": ("corrections.csv", exported)}
    assert client.post("/corrections/import", files=files).json() == {"kept": 0}
    changed = exported.replace(b"overseas_settlement,GB", b"other,GB", 1)
    assert changed != exported
    files = {"file": ("corrections.csv", changed)}
    assert client.post("/corrections/import", files=files).json() == {"kept": 1}


def test_items_are_kept_only_if_so_set(client: TestClient, settings: Settings) -> None:
    item = {"text": "Something happened somewhere."}
    client.post("/classify", json=item)
    assert client.get("/review").json() == {"items": []}
    settings.keep_items = True
    with TestClient(create_app(settings)) as keeping:
        answer = keeping.post("/classify", json=item).json()
        waiting = keeping.get("/review?diverse=true").json()["items"]
    assert [one["text"] for one in waiting] == ([item["text"]] if answer["review"] else [])


def test_import_with_a_name_that_is_too_long_is_422(client: TestClient) -> None:
    table = f"title,text,topic,jurisdiction,who\n,a,other,US,{'w' * 65}\n".encode()
    response = client.post("/corrections/import", files={"file": ("a.csv", table)})
    assert response.status_code == 422
    assert "row 2: who has 65 characters; expected 64 at most" in response.json()["detail"]


NEWSLETTER = """1. 爱尔兰监管机构对某公司的处理情况
爱尔兰数据保护委员会对一家社交平台作出了一项尚不明确的决定，细节未公布。

1. Irish regulator and what it did to a company
The Data Protection Commission decided something about a social platform; no details were given.
"""


def test_report_in_two_languages_waits_once_with_both(settings: Settings) -> None:
    settings.keep_items = True
    with TestClient(create_app(settings)) as client:
        files = {"file": ("news.txt", NEWSLETTER.encode())}
        (row,) = client.post("/tag", files=files).json()["items"]
        assert row["lang"] == "zh+en"
        waiting = client.get("/review").json()["items"]
        if not row["review"]:
            assert waiting == []
            return
        (item,) = waiting
        assert (item["text"], item["other_text"]) == (row["text_zh"], row["text_en"])
        assert (item["lang"], item["confidence"]) == ("zh+en", row["confidence"])
        given = {"topic": "other", "jurisdiction": "IE", "event": "e1"}
        english = {"title": item["other_title"], "text": item["other_text"]}
        client.post("/corrections", json=english | given)
        assert client.get("/review").json() == {"items": []}


def test_classifying_goes_on_without_a_database(settings: Settings) -> None:
    settings.database_url = SecretStr("sqlite:////proc/no/such.db")
    settings.keep_items = True
    with TestClient(create_app(settings)) as client:
        assert client.post("/classify", json={"text": "a"}).status_code == 200
        response = client.get("/review")
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
