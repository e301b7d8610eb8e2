"""From printed rows to whole lines: pages, columns, wrapping, broken titles."""

import pytest

from serve.newsletter.broken import join_broken_titles
from serve.newsletter.columns import split_columns
from serve.newsletter.pages import drop_page_furniture, is_page_number
from serve.newsletter.rows import Row, join, mark_underlined, read_rows
from serve.newsletter.runin import split_run_in
from serve.newsletter.wrapping import unwrap


def texts(rows: list[Row]) -> list[str]:
    return [row.text for row in rows]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_rows_know_the_blank_rows_before_them(newline: str) -> None:
    document = newline.join(["\ufeffone\u00a0", "two", "", "\u3000three\u200b"])
    assert read_rows(document) == [Row("one", True), Row("two", False), Row("three", True)]


def test_underlined_heading_has_a_level() -> None:
    rows = read_rows("Title\n=====\n\nOther\n-----\n\nText ends here.\n-----")
    assert [(row.text, row.level) for row in mark_underlined(rows)] == [
        ("Title", 1),
        ("Other", 2),
        ("Text ends here.", 0),
        ("-----", 0),
    ]


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        (["the rights", "of users"], "the rights of users"),
        (["用户", "权益"], "用户权益"),
        (["自202", "2年"], "自2022年"),
        (["cross-", "border"], "cross-border"),
        (["App", "应用"], "App应用"),
    ],
)
def test_rows_are_joined_as_their_language_writes(rows: list[str], whole: str) -> None:
    assert join(rows) == whole


@pytest.mark.parametrize("text", ["- 3 -", "12", "Page 3 of 9", "第3页 共9页", "3/9", "p. 4"])
def test_page_numbers(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize("text", ["2021", "3 apps", "第3批", "1.5"])
def test_other_numbers(text: str) -> None:
    assert not is_page_number(text)


def test_paragraph_goes_on_over_the_end_of_a_page() -> None:
    document = (
        "Data Bulletin\n\nThe regulator found that the company had sold the personal\n\n- 1 -\n"
        "Data Bulletin\n\ninformation of users.\n\n- 2 -\nData Bulletin\n\nAnother paragraph."
    )
    assert texts(drop_page_furniture(read_rows(document))) == [
        "The regulator found that the company had sold the personal information of users.",
        "Another paragraph.",
    ]


def test_title_that_comes_twice_is_no_running_head() -> None:
    document = "Title A\n\nTitle B\n\n1\n\nTitle A\n\ntext.\n\nTitle B\n\ntext."
    assert texts(drop_page_furniture(read_rows(document))).count("Title A") == 2


@pytest.mark.parametrize(
    "row",
    [
        "工信部通报问题APP | MIIT Names Apps that Overreach",
        "| 工信部通报问题APP | MIIT Names Apps that Overreach |",
        "工信部通报问题APP / MIIT Names Apps that Overreach",
        "工信部通报问题APP\tMIIT Names Apps that Overreach",
        "工信部通报问题APP MIIT Names Apps that Overreach",
    ],
)
def test_languages_side_by_side_are_parted(row: str) -> None:
    parts = ["工信部通报问题APP", "MIIT Names Apps that Overreach"]
    assert texts(split_columns([Row(row, True)])) == parts


@pytest.mark.parametrize(
    "row",
    ["国内要闻 Domestic News", "北京 | 上海", "委员会(Federal Trade Commission of the States)"],
)
def test_row_that_is_no_translation_of_itself_stays_whole(row: str) -> None:
    assert texts(split_columns([Row(row, True)])) == [row]


def test_two_columns_are_read_one_after_the_other() -> None:
    rows = read_rows(
        "工信部通报存在问题的    MIIT names apps\n应用程序              that overreach\nrights"
    )
    assert texts(split_columns(rows)) == [
        "工信部通报存在问题的应用程序",
        "MIIT names apps that overreach rights",
    ]


def test_names_of_columns_are_left_out() -> None:
    rows = read_rows("| 中文 | English |\n|---|---|\n| 工信部通报APP | MIIT Names Apps |")
    assert texts(split_columns(rows)) == ["|---|---|", "工信部通报APP", "MIIT Names Apps"]


WRAPPED = """\
MIIT names apps
On May 8, 2023, the ministry said that it had tested
several hundred apps and found that thirty-eight of
them collect more than they need.
The operators have ten days to change them, or they
will be taken down, and those who run the stores are
asked to look after that.
1. first
2. second
"""


def test_wrapped_paragraphs_are_whole_again() -> None:
    assert texts(unwrap(read_rows(WRAPPED))) == [
        "MIIT names apps",
        "On May 8, 2023, the ministry said that it had tested several hundred apps and found that"
        " thirty-eight of them collect more than they need.",
        "The operators have ten days to change them, or they will be taken down, and those who run"
        " the stores are asked to look after that.",
        "1. first",
        "2. second",
    ]


def test_titles_of_one_width_are_not_wrapped() -> None:
    rows = [Row(f"Agency {n} fines company {n} over its use of data", False) for n in range(9)]
    assert unwrap(rows) == rows


@pytest.mark.parametrize(
    ("document", "lines"),
    [
        ("MIIT names apps that\noverreach\n\nText.", ["MIIT names apps that overreach", "Text."]),
        ("工信部责令整改、\n下架38款APP\n\n正文。", ["工信部责令整改、下架38款APP", "正文。"]),
        (
            "Zhejiang Regulator\nTests 1200 Apps\n\nOn May 3, 2023, it said so.",
            ["Zhejiang Regulator Tests 1200 Apps", "On May 3, 2023, it said so."],
        ),
        ("Contents\nMIIT names apps\n\nText.", ["Contents", "MIIT names apps", "Text."]),
        ("MIIT names apps\nOn May 3, it did.", ["MIIT names apps", "On May 3, it did."]),
        ("A title\nB title\nC title\nD title", ["A title", "B title", "C title", "D title"]),
    ],
    ids=["small-start", "comma", "loose", "section", "text", "list"],
)
def test_broken_titles_are_whole_again(document: str, lines: list[str]) -> None:
    assert texts(join_broken_titles(read_rows(document))) == lines


def test_title_on_the_line_of_its_text_is_parted() -> None:
    text = "5月8日，工信部通报38款存在问题的APP，要求限期整改。"
    rows = [Row(f"【工信部：通报38款APP】{text}", True), Row(f"**重要** {text}", True)]
    assert [*split_run_in(rows)] == [
        Row("【工信部：通报38款APP】", True),
        Row(text, False),
        rows[1],
    ]
