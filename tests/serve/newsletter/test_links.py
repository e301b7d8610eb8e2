import pytest

from serve.newsletter.links import is_end_mark, is_rule, split_end_mark, urls


@pytest.mark.parametrize(
    "line",
    [
        "http://a.example/b",
        "<https://a.example>",
        "www.a.example",
        "https://a.example https://b.example",
        "[https://a.example](https://a.example)",
        "来源：http://a.example/1",
        "來源:某某網",
        "Source: https://a.example",
        "**Source:** FTC",
        "Full text available at: https://a.example",
        "Link: [FTC](https://a.example)",
        "原文链接：https://a.example",
        "链接",
        "(More)",
        "([More](#))",
        "（查看更多）",
        "[查看更多](https://a.example/x_1)",
        "点击查看更多内容>>",
        "Read more >>",
        "（来源：网信中国）",
        "---",
        "* * *",
    ],
)
def test_line_that_ends_a_report(line: str) -> None:
    assert is_end_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "MIIT: 38 apps named",
        "Source code leaked from Acme",
        "[FTC press release](https://a.example)",
        "全文",
        "The text is at https://a.example and was changed.",
    ],
)
def test_line_that_does_not_end_a_report(line: str) -> None:
    assert not is_end_mark(line)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Acme was fined. (More)", "Acme was fined."),
        ("Acme was fined ([More](#)).", "Acme was fined"),
        ("公司被罚。（查看更多）", "公司被罚。"),
        ("公司被罚。(查看更多)", "公司被罚。"),
        ("公司被罚。[查看更多](https://a.example/s?b=1)", "公司被罚。"),
        ("公司被罚([查看更多](https://a.example))", "公司被罚"),
        ("公司被罚。查看更多>>", "公司被罚。"),
        ("Acme was fined. Read more...", "Acme was fined."),
        ("Acme was fined. (https://a.example/b)", "Acme was fined."),
        ("公司被罚。（来源：某报）", "公司被罚。"),
    ],
)
def test_end_mark_is_split_off(line: str, text: str) -> None:
    assert split_end_mark(line) == (text, True)


@pytest.mark.parametrize(
    "line",
    ["Acme (FTC)", "第一批通知（全文）", "发布了[办法](https://a.example)", "more...", "a ( b"],
)
def test_brackets_that_are_no_end_mark_stay(line: str) -> None:
    assert split_end_mark(line) == (line, False)


def test_rule_has_no_letters() -> None:
    assert is_rule("-----")
    assert not is_rule("-- a --")
    assert not is_rule("-")


def test_links_are_found() -> None:
    assert urls("See https://a.example/1 (http://b.example)") == [
        "https://a.example/1",
        "http://b.example",
    ]
    assert urls("no link") == []
