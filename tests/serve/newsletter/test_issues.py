import pytest

from serve.newsletter import cut
from serve.newsletter.issues import split_issues

REPORT = "Regulator fines Acme over cookies\n\nOn May 3, 2023, the firm was fined.\n\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("HEMU LAW\nWeekly No. 41\n", "HEMU LAW\nWeekly No. 42\n"),
        ("禾木律师事务所\n2023年第9期\n", "禾木律师事务所\n2023年第10期\n"),
        (
            "From: a@b.example\nDate: Mon, 27 Feb 2023\n",
            "From: a@b.example\nDate: Mon, 6 Mar 2023\n",
        ),
    ],
    ids=["number", "chinese", "mail"],
)
def test_an_issue_begins_where_the_first_lines_come_again(first: str, second: str) -> None:
    issues = [f"{first}\n{REPORT}", f"{second}\n{REPORT}"]
    assert split_issues("".join(issues)) == issues


@pytest.mark.parametrize(
    "document",
    [
        "",
        REPORT,
        REPORT * 2,
        f"HEMU LAW\nWeekly No. 41, page 1\n{REPORT}HEMU LAW\nWeekly No. 41, page 2\n{REPORT}",
        f"HEMU LAW\nMay 2023\n{REPORT}HEMU LAW\nOther words\n{REPORT}",
    ],
    ids=["empty", "no masthead", "report twice", "running head", "one line of two"],
)
def test_one_issue_is_left_whole(document: str) -> None:
    assert split_issues(document) == [document]


def test_a_title_of_two_issues_is_a_report_of_each() -> None:
    document = f"HEMU LAW\nWeekly No. 1\n\n{REPORT}HEMU LAW\nWeekly No. 2\n\n{REPORT}"
    assert [report.title_en for report in cut(document)] == [
        "Regulator fines Acme over cookies"
    ] * 2
