import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from serve.newsletter import Report, cut
from serve.newsletter.pages import is_page_number

HERE = Path(__file__).parent
LAYOUTS = sorted((HERE / "layouts").glob("*.txt"))
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
EXAMPLES = Path(__file__).parents[3] / "examples"
# What a cut leaves out of the files in SEEDS, apart from what stands before and after the reports.
LEFT_OUT = re.compile(
    r"\(查看更多\)|\(More\)|^http\S+$|^(?:国内要闻|海外动态) .*News$", re.MULTILINE
)


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def seed(name: str) -> str:
    found = sorted(SEEDS.glob(f"{name}*"))
    if not found:
        pytest.skip(f"no file {name}* in {SEEDS}: the real newsletters are not in the repository")
    return read(found[0])


def squeezed(text: str) -> str:
    return "".join(text.split())


def parts(report: Report) -> tuple[str, str, str, str]:
    return report.title_zh, report.text_zh, report.title_en, report.text_en


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_layout_is_cut_into_its_reports(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert cut(read(path)) == [Report(**report) for report in expected]


def test_there_are_layouts_enough() -> None:
    assert len(LAYOUTS) >= 25


def test_weekly_of_the_seeds_gives_five_bilingual_reports_and_loses_nothing() -> None:
    document = seed("000")
    reports = cut(document)
    assert [report.lang for report in reports] == ["zh+en"] * 5
    assert all(all(parts(report)) for report in reports)
    printed = LEFT_OUT.sub("", document)
    first = printed.rindex(reports[0].title_zh)
    last = printed.rindex(reports[-1].text_en) + len(reports[-1].text_en)
    said = "".join(part for report in reports for part in parts(report))
    assert squeezed(said) == squeezed(printed[first:last])


def test_bulletin_of_the_seeds_gives_thirteen_english_reports_and_loses_nothing() -> None:
    document = seed("003")
    reports = cut(document)
    assert [report.lang for report in reports] == ["en"] * 13
    assert all(report.title_en and report.text_en for report in reports)
    lines = [line.strip() for line in document.splitlines()]
    assert all(report.title_en in lines for report in reports)
    printed = LEFT_OUT.sub("", document)
    last = reports[-1].text_en.splitlines()[-1]
    said = "".join(part for report in reports for part in parts(report))
    assert squeezed(said) == squeezed(printed[: printed.index(last) + len(last)])


@pytest.mark.parametrize(
    ("name", "langs"),
    [("fortnightly-bilingual-2023-09", ["zh+en"] * 7), ("bulletin-english-2022-05", ["en"] * 9)],
)
def test_examples_are_cut(name: str, langs: list[str]) -> None:
    reports = cut(read(EXAMPLES / f"{name}.txt"))
    assert [report.lang for report in reports] == langs
    assert all(report.text_en and report.title_en for report in reports)


@pytest.mark.parametrize("document", ["", "\n\r\n", " \t\u00a0\u3000", "\ufeff", "- 3 -", "----"])
def test_document_that_says_nothing_has_no_reports(document: str) -> None:
    assert cut(document) == []


@pytest.mark.parametrize(
    ("document", "report"),
    [
        ("工信部通报38款APP", Report(title_zh="工信部通报38款APP")),
        ("Regulator fines Acme", Report(title_en="Regulator fines Acme")),
        ("Acme was fined on 3 May 2023.", Report(text_en="Acme was fined on 3 May 2023.")),
        (
            "Acme被罚款**\n\n3月1日，Acme被罚。",
            Report(title_zh="Acme被罚款", text_zh="3月1日，Acme被罚。"),
        ),
    ],
    ids=["headline-zh", "headline-en", "body", "half-bold"],
)
def test_single_item(document: str, report: Report) -> None:
    assert cut(document) == [report]


@pytest.mark.parametrize(
    "char", ["a", "中", " ", "\n", "(", "#", "*", "-", "|", "。", "1", "\ud800"]
)
def test_five_megabytes_of_one_character(char: str) -> None:
    reports = cut(char * 5_000_000)
    assert len(reports) <= 1
    assert all(report.text_zh + report.text_en == char * 5_000_000 for report in reports)


def test_headlines_alone_are_reports() -> None:
    titles = [
        "工信部通报38款APP侵害用户权益",
        "TikTok因儿童数据被罚3.45亿欧元",
        "网信办发布新规征求意见",
    ]
    assert cut("\n".join(titles)) == [Report(title_zh=title) for title in titles]


def test_report_printed_twice_is_one() -> None:
    title, text = "MIIT names 38 apps that overreach", "On March 3, 2023, MIIT named 38 apps."
    other = "CAC opens campaign on algorithms\n\nOn April 8, 2022, the CAC opened a campaign."
    more = "The apps have ten days to change."
    document = f"{title}\n\n{text}\n\n{other}\n\n{title}\n\nOn March 3, 2023, again. {more}"
    reports = cut(document)
    assert [report.title_en for report in reports] == [title, "CAC opens campaign on algorithms"]
    assert reports[0].text_en == f"{text}\nOn March 3, 2023, again. {more}"


USUAL_LINES = """\
国内要闻 Domestic News
目录
工信部通报38款APP侵害用户权益
MIIT Names 38 Apps that Overreach
2023年5月8日，工信部发布通报。
On May 8, 2023, the MIIT named 38 apps. (More)
http://a.example/1
(查看更多)
1. first point;
2. second point
• bullet
---
- 3 -
## Title of a report
**Bold title of a report**
Tel: +86 10 5550 0100
This newsletter is not legal advice.
About us
| 中文标题在左边 | English title on the right |
來源：某網
經(jīng)濟
【标题在括号里】5月8日，工信部发布通报，要求整改。
""".splitlines()


def documents(other_lines: st.SearchStrategy[str], ends: list[str]) -> st.SearchStrategy[str]:
    """Put documents together of the lines of newsletters and others, in any order."""
    lines = st.lists(st.sampled_from(USUAL_LINES) | other_lines, max_size=25)
    return st.builds(lambda end, found: end.join(found), st.sampled_from(ends), lines)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(documents(st.text(max_size=60), ["\n", "\n\n", "\r\n", "   "]) | st.text(max_size=400))
@example("\ud800\n\udfff")
@example("|\n|-|\n|")
@example("**\n****\n# \n【】\n()\n[]()")
def test_any_string_is_cut_and_nothing_is_made_up(document: str) -> None:
    reports = cut(document)
    assert reports == cut(document)
    said = squeezed("".join(part for report in reports for part in parts(report)))
    left = list(squeezed(document))
    for char in said:
        left.remove(char)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(documents(st.text("ab中国.,。(1", max_size=60), ["\n", "\n\n", "\r\n"]))
def test_every_title_and_line_stands_in_the_document(document: str) -> None:
    marks = re.compile(r"[\s*#|\[\]【】()\u200b-\u200f\u2060\ufeff\u00ad]|jīng")
    kept = [line for line in document.splitlines() if not is_page_number(line.strip())]
    printed = marks.sub("", "".join(kept))
    for report in cut(document):
        for part in parts(report):
            assert all(marks.sub("", line) in printed for line in part.splitlines())
