import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from model.versions import VersionStore
from serve.api import Settings, create_app
from serve.command import app
from serve.corrections import event_of
from serve.desk.archive import _table_of
from serve.desk.words import _WORDS, choose_language

ARTICLE = "ICO fines spam texter\n\nThe Information Commissioner's Office fined a company."
HOSTILE = "<script>alert(1)</script></script>浙江省通信管理局<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("path", ["/", "/desk/queue", "/desk/archive", "/desk/model", "/sign-in"])
@pytest.mark.parametrize(("accepted", "html"), [("zh-CN,zh;q=0.9", "zh-Hans"), ("en", "en")])
def test_pages_come_in_both_languages(
    client: TestClient, path: str, accepted: str, html: str
) -> None:
    response = client.get(path, headers={"accept-language": accepted})
    assert response.status_code == 200
    assert f'<html lang="{html}">' in response.text


def test_every_word_has_both_languages() -> None:
    assert all(chinese and english for chinese, english in _WORDS.values())


@pytest.mark.parametrize(
    ("asked", "accepted", "chosen"),
    [("en", "zh", "en"), ("xx", "zh-TW", "zh"), (None, "", "en"), (None, "de, zh", "en")],
)
def test_language_is_the_persons_then_the_browsers(
    asked: str | None, accepted: str, chosen: str
) -> None:
    assert choose_language(asked, accepted) == chosen


def test_language_goes_back_to_our_pages_only(client: TestClient) -> None:
    for address, back in (("/desk/queue", "/desk/queue"), ("//evil.example", "/")):
        response = client.get(f"/desk/language/zh?from={address}", follow_redirects=False)
        assert response.headers["location"] == back


def test_pasted_text_becomes_a_table(client: TestClient) -> None:
    page = client.post("/desk/tag", data={"text": ARTICLE})
    assert page.status_code == 200
    assert page.text.count('class="item"') == 1


def test_dropped_file_becomes_a_table(client: TestClient) -> None:
    page = client.post("/desk/tag", files={"file": ("a.txt", ARTICLE.encode())}, data={"text": ""})
    assert page.text.count('class="item"') == 1


@pytest.mark.parametrize("data", [{"text": ""}, {"text": " \n"}])
def test_nothing_pasted_is_said_so(client: TestClient, data: dict[str, str]) -> None:
    page = client.post("/desk/tag", data=data)
    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_text_is_shown_as_text(client: TestClient) -> None:
    page = client.post("/desk/tag", files={"file": ("a.jsonl", _line(HOSTILE))})
    opened = client.post("/desk/item", json={"versions": [{"text": HOSTILE, "title": HOSTILE}]})
    for text in (page.text, opened.text):
        assert "<img" not in text
        assert "<script>alert" not in text
        assert "</script>浙" not in text


def _line(text: str) -> bytes:
    return json.dumps({"text": text, "title": text}).encode()


def test_opened_item_has_evidence_and_choices(client: TestClient) -> None:
    text = "浙江省通信管理局通报26款App"
    opened = client.post("/desk/item", json={"versions": [{"text": text}]}).text
    assert '<mark class="place pro"' in opened
    assert opened.count('name="topic"') == 5


ROWS = {"rows": [{"title": "=1+1", "review": True, "topic_confidence": 0.5}, {"other": "周报"}]}


def test_csv_has_a_mark_and_no_formula(client: TestClient) -> None:
    content = client.post("/desk/download/csv", json=ROWS).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"'=1+1" in content


def test_workbook_holds_formulas_as_text(client: TestClient) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    content = client.post("/desk/download/xlsx", json=ROWS).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[1]] == ["title", "review", "topic_confidence", "other"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_model_page_goes_back_to_the_version_before(
    settings: Settings, models_folder: Path, tmp_path: Path
) -> None:
    store = VersionStore(tmp_path / "models")
    shutil.copytree(models_folder, store.folder, symlinks=True)
    first = str(store.current_version())
    shutil.copytree(store.path(first), store.folder / "versions" / "other")
    settings.models = store.folder
    with TestClient(create_app(settings)) as client:
        assert "/desk/rollback" not in client.get("/desk/model").text
        refused = client.post("/desk/rollback")
        assert (refused.status_code, refused.json()["detail"].partition(": ")[2]) == (
            422,
            f"no earlier version to go back to from {first}",
        )
        store.promote("other")
        page = client.get("/desk/model", headers={"accept-language": "zh"}).text
        assert f"回退到 <code>{first}</code>" in page
        client.post("/desk/rollback")
    assert (store.current_version(), store.history()[-1].why) == (first, "rolled back")


def test_unknown_version_is_not_promoted(client: TestClient) -> None:
    response = client.post("/desk/promote", data={"version": "../../etc"})
    assert response.status_code == 422


def test_report_is_found_by_version_only(client: TestClient) -> None:
    assert client.get("/desk/report/..%2F..%2Fetc").status_code == 404
    assert client.get("/desk/report/none").status_code == 404


@pytest.fixture
def keeping(settings: Settings) -> Iterator[TestClient]:
    """A client of an application that has kept one item of each language."""
    settings.keep_items = True
    with TestClient(create_app(settings)) as client:
        for text in ("浙江省通信管理局通报26款App", "ICO fines spam texter"):
            client.post("/classify", json={"text": text})
        yield client


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", 2),
        ("?lang=zh&topic=&since=&until=&review=", 1),
        ("?since=2999-01-01", 0),
        ("?search=spam", 1),
        ("?jurisdiction=CN&count=jurisdiction", 1),
    ],
)
def test_archive_is_filtered(keeping: TestClient, query: str, shown: int) -> None:
    page = keeping.get(f"/desk/archive{query}").text
    assert page.count('class="item"') == shown
    assert ("counts" in page) is bool(shown)


def test_archive_counts_labels_by_month(keeping: TestClient) -> None:
    page = keeping.get("/desk/archive?count=jurisdiction", headers={"accept-language": "zh"}).text
    table = page[page.index('class="plain counts"') :]
    assert re.findall(r'<th class="figure">([^<]+)</th>', table) == ["中国内地", "英国", "全部"]
    assert re.findall(r'<td class="figure">(\d*)</td>', table) == ["1", "1", "2"]


def test_rare_labels_are_added_up() -> None:
    counts = [("2024-02", f"L{at:02}", 1) for at in range(14)] + [("2024-01", "L13", 5)]
    labels, months = _table_of(counts)
    assert labels == ["L13", *(f"L{at:02}" for at in range(11))]
    assert months == [("2024-02", [1] * 12 + [2]), ("2024-01", [5] + [0] * 11 + [0])]


def test_both_languages_of_an_opened_report_are_corrected_as_one_event(client: TestClient) -> None:
    versions = [{"text": "通报"}, {"text": "notice"}]
    opened = client.post("/desk/item", json={"versions": versions}).text
    (event,) = re.findall(r'name="event" value="(report-[0-9a-f]{16})"', opened)
    assert event == event_of(("", "通报"), ("", "notice"))


def test_model_page_shows_the_report_of_a_version(
    settings: Settings, short_data_folder: Path, tmp_path: Path
) -> None:
    settings.models = tmp_path / "models"
    labels = str(short_data_folder / "labels.csv")
    command = ["retrain", "--labels", labels, "--models", str(settings.models), "--folds", "3"]
    assert CliRunner().invoke(app, command).exit_code == 0
    with TestClient(create_app(settings)) as client:
        (address,) = re.findall(r"/desk/report/\w+", client.get("/desk/model").text)
        report = client.get(address)
    assert report.status_code == 200
    assert report.text == (settings.models / "current" / "report.html").read_text(encoding="utf-8")
    # What the page is allowed to do is enough for what it has in it.
    assert report.headers["content-security-policy"].startswith("default-src 'none'; style-src")
    assert "<script" not in report.text and " src=" not in report.text
