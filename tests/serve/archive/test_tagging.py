from dataclasses import replace

import pytest

from model import Router
from serve.archive import DOCUMENT_FIELDS, TAG_FIELDS, Tagger, TextColumns
from serve.newsletter import Report

REPORT = Report(
    "浙江通管局通报21款App",
    "Zhejiang regulator names 21 apps",
    "浙江省通信管理局近日通报21款未完成整改的App。",
    "The Zhejiang Communications Administration named 21 apps.",
)


@pytest.fixture(scope="module")
def tagger(router: Router) -> Tagger:
    return Tagger(router)


def test_a_report_in_two_languages_is_one_row(tagger: Tagger) -> None:
    row = tagger.tag_report(REPORT, "weekly.txt", 3)
    assert tuple(row) == (*DOCUMENT_FIELDS, *TAG_FIELDS)
    assert (row["source"], row["item"], row["lang"]) == ("weekly.txt", 3, "zh+en")
    assert (row["title_zh"], row["text_en"]) == (REPORT.title_zh, REPORT.text_en)
    assert (row["topic"], row["jurisdiction"], row["region"]) == ("app_enforcement", "CN", "CN-ZJ")
    assert row["model"] == tagger.router.manifest.version


def test_confidence_is_the_mean_of_both_versions(tagger: Tagger) -> None:
    zh = tagger.router.classify(REPORT.text_zh, REPORT.title_zh, evidence=0)
    en = tagger.router.classify(REPORT.text_en, REPORT.title_en, evidence=0)
    row = tagger.tag_report(REPORT, "weekly.txt", 1)
    assert row["topic_confidence"] == pytest.approx(
        (zh.topic.confidence + en.topic.confidence) / 2, abs=1e-4
    )


def test_a_table_keeps_its_columns_and_gains_tags(tagger: Tagger) -> None:
    row = tagger.tag_row({"id": 7, "words": REPORT.text_zh}, TextColumns(text="words"))
    assert tuple(row) == ("id", "words", *TAG_FIELDS)
    assert row["id"] == 7


def test_own_columns_named_as_tags_are_kept_as_given(tagger: Tagger) -> None:
    row = tagger.tag_row({"text": REPORT.text_zh, "topic": "apps"}, TextColumns())
    assert row["given_topic"] == "apps"
    again = tagger.tag_row(row, TextColumns())
    assert (again["given_topic"], again["topic"]) == ("apps", row["topic"])


def test_a_tagged_row_can_be_tagged_again(tagger: Tagger) -> None:
    row = tagger.tag_report(REPORT, "weekly.txt", 1)
    again = tagger.tag_row(row, TextColumns())
    assert {name: again[name] for name in row} == row


def test_missing_columns_are_named(tagger: Tagger) -> None:
    with pytest.raises(ValueError, match=r"no column 'text' or 'title'; the columns are 'a', 'b'"):
        tagger.tag_row({"a": "x", "b": "y"}, TextColumns())


def test_an_empty_row_is_refused(tagger: Tagger) -> None:
    with pytest.raises(ValueError, match="the item is empty"):
        tagger.tag_row({"text": None, "title": ""}, TextColumns())


def test_an_earlier_versions_tags_stay_where_nothing_is_decided_otherwise(
    router: Router, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = Router(router.model, replace(router.manifest, version="earlier"))
    tagger = Tagger(router, earlier)
    assert tagger.tag_report(REPORT, "weekly.txt", 1)["model"] == "earlier"
    original = earlier.classify
    monkeypatch.setattr(
        earlier, "classify", lambda *args, **kwargs: replace(original(*args, **kwargs), region=None)
    )
    assert tagger.tag_report(REPORT, "weekly.txt", 1)["model"] == router.manifest.version
