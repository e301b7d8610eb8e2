"""Files that real programs made give the items that were put into them (files/README.md)."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from serve.archive.columns import Row
from serve.archive.documents import read_document
from serve.archive.sources import Source, find_sources
from serve.archive.tables import read_table
from serve.newsletter import Report, cut

pytest.importorskip("pyarrow", reason="needs regwire[archive]")
FILES = Path(__file__).parent / "files"
REPORTS = json.loads(
    (Path(__file__).parents[1] / "newsletter" / "reports.json").read_text(encoding="utf-8")
)[:4]
FIELDS = ("title_zh", "title_en", "text_zh", "text_en")
ICO = "The Information Commissioner's Office fined a sender of spam texts."
MIIT = "工信部抽查第三方SDK，下架15款侵害用户权益的App。"
SAMR = "市場監管總局發布個人信息保護國家標準。"
ITEMS: list[Row] = [
    {"id": 7, "title": "ICO fines spam texter", "text": ICO, "score": 1.5, "channel": "web"},
    {"id": 8, "title": None, "text": MIIT, "score": None, "channel": "wire"},
    {"id": 9, "title": "國際標準", "text": SAMR, "score": -2.0, "channel": "web"},
]
DAYS = ["2021-03-05", "2021-04-06", "2021-05-07"]


def source(name: str) -> Source:
    ((found,), _) = find_sources([FILES / name])
    return found


def reports(found: Source) -> tuple[str, list[Report]]:
    with found.open() as file:
        text, encoding = read_document(file, found.kind)
    return encoding, cut(text)


def rows(found: Source) -> tuple[str, list[Row | None]]:
    with found.open() as file:
        encoding, entries = read_table(file, found.kind)
        return encoding, [entry.row for entry in entries]


def fields(found: list[Report]) -> list[list[str]]:
    return [[getattr(report, name) for name in FIELDS] for report in found]


@lru_cache
def simplified() -> OpenCC:
    return OpenCC("t2s")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("headings.docx", "docx"),
        ("table.docx", "docx"),
        ("newsletter-utf8.txt", "utf-8"),
        ("newsletter-utf8-bom.txt", "utf-8-sig"),
        ("newsletter-utf16.txt", "utf-16"),
        ("newsletter-gb18030.txt", "gb18030"),
        ("newsletter-big5.txt", "big5"),
        ("newsletter.txt.gz", "utf-8"),
        ("newsletter.html", "utf-8"),
        ("mail-gb18030.eml", "gb18030"),
        ("mail-big5.eml", "big5"),
        ("mail-html.eml", "utf-8"),
    ],
)
def test_documents_give_their_reports(name: str, encoding: str) -> None:
    found, cut_reports = reports(source(name))
    got = fields(cut_reports)
    if encoding == "big5":
        got = [[simplified().convert(field) for field in report] for report in got]
    assert (found, got) == (encoding, [[report[name] for name in FIELDS] for report in REPORTS])


@pytest.mark.parametrize("name", ["headings.pdf", "newsletter-chromium.pdf"])
def test_printed_pages_give_their_reports(name: str) -> None:
    """Where a line is broken is the page's matter, so white space does not count."""
    encoding, cut_reports = reports(source(name))
    wanted = [["".join(report[name].split()) for name in FIELDS] for report in REPORTS]
    got = [["".join(field.split()) for field in report] for report in fields(cut_reports)]
    assert (encoding, got) == ("pdf", wanted)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("pandas-utf8-bom.csv", "utf-8-sig"),
        ("pandas-gb18030.csv", "gb18030"),
        ("pandas.tsv", "utf-8"),
        ("pandas.csv.zst", "utf-8"),
    ],
)
def test_separated_values_are_text(name: str, encoding: str) -> None:
    wanted = [
        {
            key: "" if value is None else str(value)
            for key, value in {"id": item["id"], "published": day, **item}.items()
        }
        for item, day in zip(ITEMS, DAYS, strict=True)
    ]
    assert rows(source(name)) == (encoding, wanted)


def test_big5_with_semicolons() -> None:
    encoding, found = rows(source("pandas-big5.csv"))
    assert (encoding, [row and (row["title"], row["text"]) for row in found]) == (
        "big5",
        [("罰款公告", ICO), ("國際標準", SAMR)],
    )


def test_a_spreadsheet_in_gb18030() -> None:
    encoding, found = rows(source("calc-gb18030.csv"))
    assert (encoding, [row and (row["published"], row["text"]) for row in found]) == (
        "gb18030",
        [("2021-03-05", ICO), ("2021-04-06", MIIT)],
    )


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("pandas.jsonl", [f"{day}T00:00:00.000" for day in DAYS]),
        ("pandas.jsonl.gz", [1614902400000, 1617667200000, 1620345600000]),
        ("pandas.xlsx", [datetime.fromisoformat(day) for day in DAYS]),
        ("pandas.parquet", [datetime.fromisoformat(day) for day in DAYS]),
    ],
)
def test_tables_with_types_keep_them(name: str, days: list[Any]) -> None:
    wanted = [{**item, "published": day} for item, day in zip(ITEMS, days, strict=True)]
    assert rows(source(name))[1] == wanted


def test_dates_of_a_workbook_are_dates() -> None:
    _, found = rows(source("calc-dates.xlsx"))
    assert [row and row["published"] for row in found] == [
        datetime(2021, 3, 5),
        datetime(2021, 4, 6),
    ]


def test_cells_of_all_types_of_parquet() -> None:
    _, (first, second, _) = rows(source("pyarrow-types.parquet"))
    assert first == {
        "text": ICO,
        "day": date(2021, 3, 5),
        "seen": datetime(2021, 3, 5, 8, 0, 0, 123456, UTC),
        "exact": "2021-03-05 08:00:00.123456789",
        "hour": time(8, 30),
        "took": 1500,
        "fine": Decimal("1234.50"),
        "count": 1,
        "large": 2**64 - 1,
        "weight": 0.5,
        "tags": ["a", "b"],
        "place": {"lat": 1.5, "name": "北京"},
        "seal": "AP8=",
        "kind": "web",
        "open": True,
        "none": None,
    }
    assert second == {**dict.fromkeys(first), "text": MIIT}


def test_a_zip_gives_files_of_all_kinds() -> None:
    sources, refusals = find_sources([FILES / "mixed.zip"])
    found = {
        one.name.removeprefix(f"{FILES}/mixed.zip/"): (rows if one.is_table else reports)(one)
        for one in sources
    }
    assert {name: (encoding, len(items)) for name, (encoding, items) in found.items()} == {
        "2021/mail-html.eml": ("utf-8", 4),
        "2021/table.docx": ("docx", 4),
        "2021/周报.txt": ("gb18030", 4),
        "calc-dates.xlsx": ("xlsx", 2),
        "pandas.jsonl.gz": ("utf-8", 3),
        "pandas.tsv": ("utf-8", 3),
    }
    assert [refusal.file for refusal in refusals] == [f"{FILES}/mixed.zip/seal.png"]
