"""Newsletters put together in every layout at once: whatever is printed comes back exactly."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from serve.newsletter import Report, cut

REPORTS = [
    Report(**{name: text for name, text in report.items() if name != "name"})
    for report in json.loads((Path(__file__).parent / "reports.json").read_text("utf-8"))
]
MASTHEAD = {
    "zh": ["禾木律师事务所", "数据合规双周报", "第12期 2022年12月"],
    "en": ["HEMU & PARTNERS", "Data Compliance Bulletin", "Issue 12, December 2022"],
}
IMPRINT = {
    "zh": ["本刊仅供客户参考,不构成法律意见。", "扫码关注公众号“禾木律师”", "电话：028-5550 0100"],
    "en": [
        "This bulletin does not constitute legal advice.",
        "If you would like to receive this bulletin by email, please contact news@hemu.example.",
        "Jane Doe | Partner",
        "Tel: +86 28 5550 0100",
    ],
}
SECTION = {"zh": "国内动态", "en": "Domestic Updates"}
MORE = {"zh": "（查看更多）", "en": " ([More](#))"}
Lang = Literal["zh", "en"]


@dataclass(frozen=True)
class Layout:
    """How a newsletter is printed."""

    langs: tuple[Lang, ...]
    order: Literal["report by report", "language by language", "titles together"]
    heading: Literal["plain", "markdown", "bold", "numbered"]
    end: Literal["nothing", "more", "link", "source", "rule"]
    contents: Literal["none", "plain", "with pages"]
    space: Literal["\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n"]
    masthead: bool
    section: bool
    imprint: bool
    pages: bool


def layouts() -> st.SearchStrategy[Layout]:
    langs: list[tuple[Lang, ...]] = [("zh",), ("en",), ("zh", "en"), ("en", "zh")]
    return st.from_type(Layout).flatmap(
        lambda layout: st.sampled_from(langs).map(
            lambda own: Layout(**asdict(layout) | {"langs": own})
        )
    )


def title(report: Report, lang: Lang) -> str:
    return report.title_zh if lang == "zh" else report.title_en


def heading(layout: Layout, report: Report, lang: Lang, number: int) -> str:
    forms = {"plain": "{}", "markdown": "### {}", "bold": "**{}**", "numbered": "{n}. {}"}
    return forms[layout.heading].format(title(report, lang), n=number)


def body(layout: Layout, report: Report, lang: Lang, number: int) -> Iterator[str]:
    lines = (report.text_zh if lang == "zh" else report.text_en).split("\n")
    yield from lines[:-1]
    yield lines[-1] + (MORE[lang] if layout.end == "more" else "")
    if layout.end in ("link", "source"):
        label = {"zh": "来源：", "en": "Source: "}[lang] if layout.end == "source" else ""
        yield f"{label}https://news.example.org/{number}"
    if layout.end == "rule":
        yield "---"
    if layout.pages and number % 3 == 2:
        yield f"- {number} -"


def body_of_newsletter(layout: Layout, reports: Sequence[Report]) -> Iterator[str]:
    numbered = list(enumerate(reports, start=1))
    if layout.order == "language by language":
        for lang in layout.langs:
            for number, report in numbered:
                yield heading(layout, report, lang, number)
                yield from body(layout, report, lang, number)
    for number, report in numbered if layout.order == "titles together" else []:
        yield from (heading(layout, report, lang, number) for lang in layout.langs)
        for lang in layout.langs:
            yield from body(layout, report, lang, number)
    for number, report in numbered if layout.order == "report by report" else []:
        for lang in layout.langs:
            yield heading(layout, report, lang, number)
            yield from body(layout, report, lang, number)


def lines_of(layout: Layout, reports: Sequence[Report]) -> Iterator[str]:
    if layout.masthead:
        yield from (line for lang in layout.langs for line in MASTHEAD[lang])
    if layout.contents != "none":
        yield "目录 Contents"
        for page, report in enumerate(reports, start=1):
            dots = f" {'.' * 10} {page}" if layout.contents == "with pages" else ""
            yield from (title(report, lang) + dots for lang in layout.langs)
    if layout.section:
        yield SECTION[layout.langs[0]]
    yield from body_of_newsletter(layout, reports)
    if layout.imprint:
        yield from (line for lang in layout.langs for line in IMPRINT[lang])


def in_languages(report: Report, langs: Sequence[Lang]) -> Report:
    return Report(**{k: v if k[-2:] in langs else "" for k, v in asdict(report).items()})


@settings(max_examples=250, derandomize=True, deadline=None)
@given(layouts(), st.lists(st.sampled_from(REPORTS), unique=True, min_size=3, max_size=8))
def test_whatever_is_printed_comes_back(layout: Layout, reports: list[Report]) -> None:
    document = layout.space.join(lines_of(layout, reports))
    assert cut(document) == [in_languages(report, layout.langs) for report in reports]
