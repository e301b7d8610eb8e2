from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from serve.archive.columns import Row
from serve.archive.page import month_of, write_page
from serve.archive.summary import Summary

TAGS = {
    "topic": "standards",
    "topic_confidence": 0.4,
    "jurisdiction": "CN",
    "jurisdiction_confidence": 0.9,
    "region": "",
    "model": "v1",
}


@pytest.mark.parametrize(
    ("row", "month"),
    [
        ({"published": "2021-03-05"}, "2021-03"),
        ({"date": date(2021, 12, 1)}, "2021-12"),
        ({"日期": "2021年3月"}, "2021-03"),
        ({"source": "weekly/202107.txt"}, "2021-07"),
        ({"source": "issue 12.txt"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_the_month_is_a_dates_or_the_files(row: Row, month: str) -> None:
    assert month_of(row) == month


def test_the_page_counts_and_lists_and_shows_text_as_text(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"title": "<script>x</script>", "published": "2021-03", **TAGS, "review": True},
        {"title": "sure", "published": "2021-04", **TAGS, "review": False},
    ]
    summary = Summary("v1", files=1, items=2, review=1, topics=Counter(standards=2))
    page = write_page(tmp_path / "report", summary, rows).read_text(encoding="utf-8")
    assert '<tr><td>standards</td><td class="n">2</td></tr>' in page
    assert '<tr><td>2021-04</td><td class="n">1</td></tr>' in page
    assert "<td>&lt;script&gt;x&lt;/script&gt;</td><td>standards 40%</td>" in page
    assert "sure" not in page
