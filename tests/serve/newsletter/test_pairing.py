import json
from pathlib import Path

import pytest

from serve.newsletter import Report
from serve.newsletter.anchors import anchors
from serve.newsletter.drafts import Draft
from serve.newsletter.lines import read_lines
from serve.newsletter.pairing import pair_drafts
from serve.newsletter.script import Lang

REPORTS = {
    report.pop("name"): Report(**report)
    for report in json.loads((Path(__file__).parent / "reports.json").read_text("utf-8"))
}


def draft(name: str, lang: Lang) -> Draft:
    report = REPORTS[name]
    title, text = {
        "zh": (report.title_zh, report.text_zh),
        "en": (report.title_en, report.text_en),
    }[lang]
    return Draft({lang: title}, tuple(read_lines(text)))


def paired(drafts: list[Draft]) -> list[list[str]]:
    """Return the titles of each report of `drafts`."""
    return [sorted(t for d in own for t in d.titles.values()) for own in pair_drafts(drafts)]


def titles(name: str) -> list[str]:
    return sorted([REPORTS[name].title_zh, REPORTS[name].title_en])


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("2022年9月15日", "September 15, 2022"),
        ("9月15日", "15th September"),
        ("1200余款", "over 1,200"),
        ("80.26亿元", "RMB 8.026 billion"),
        ("11.3万名", "113,000 people"),
        ("第三批", "the third batch"),
        ("Epic Games公司", "the maker, Epic"),
        ("浙江省", "in Zhejiang"),
        ("加利福尼亚州总检察长", "the Attorney General of California"),
    ],
)
def test_translations_share_anchors(chinese: str, english: str) -> None:
    assert anchors(chinese) & anchors(english)


def test_different_days_and_numbers_share_nothing() -> None:
    assert not anchors("2022年9月15日，38款") & anchors("On October 16, 2021, 39 apps")


def test_chinese_before_english() -> None:
    names = ["didi", "apps", "epic"]
    drafts = [draft(name, lang) for name in names for lang in ("zh", "en")]
    assert paired(drafts) == [titles(name) for name in names]


def test_versions_in_other_order_are_paired_by_what_they_share() -> None:
    chinese = [draft(name, "zh") for name in ("sephora", "epic", "korea", "microsoft")]
    english = [draft(name, "en") for name in ("microsoft", "sephora", "korea", "epic")]
    assert paired(chinese + english) == [
        titles(n) for n in ("sephora", "epic", "korea", "microsoft")
    ]


def test_report_without_a_translation_stays_alone() -> None:
    drafts = [draft("didi", "zh"), draft("didi", "en"), draft("vehicle", "zh"), draft("epic", "zh")]
    drafts += [draft("epic", "en")]
    expected = [titles("didi"), [REPORTS["vehicle"].title_zh], titles("epic")]
    assert paired(drafts) == expected


def test_unrelated_reports_are_not_paired() -> None:
    drafts = [draft("hospital", "zh"), draft("sephora", "en")]
    assert paired(drafts) == [[REPORTS["hospital"].title_zh], [REPORTS["sephora"].title_en]]


def test_one_language_is_left_as_it_is() -> None:
    drafts = [draft("didi", "zh"), draft("apps", "zh")]
    assert pair_drafts(drafts) == [(drafts[0],), (drafts[1],)]
