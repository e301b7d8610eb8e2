"""Contents, headings and labels of whole documents."""

import pytest

from serve.newsletter import cut
from serve.newsletter.contents import find_contents
from serve.newsletter.labels import know_labels
from serve.newsletter.lines import Kind, Line, read_lines
from serve.newsletter.neighbours import correct

CONTENTS = """\
Contents
MIIT Names 38 Apps that Overreach
CAC Opens Campaign on Algorithms
MIIT names 38 apps that over-reach
On May 8, 2023, the MIIT named 38 apps, and told their operators to change them in ten days.
CAC 0pens Campaign on Algorlthms
On April 8, 2022, the CAC opened a campaign on algorithms, which lasts until early December.
"""


def lines_of(document: str) -> list[Line]:
    return correct(read_lines(document))


def test_contents_name_the_headings_that_come_again() -> None:
    contents = find_contents(lines_of(CONTENTS))
    assert contents.stop == 3
    assert dict(contents.headings) == {3: 4, 5: 6}


LABELLED = """\
ICO fines {0} over data

What happened

It lost data of {0}.

Why it matters

It is new.

"""


def test_labels_of_reports_are_no_contents() -> None:
    lines = lines_of(LABELLED.format("Acme") + LABELLED.format("Beta"))
    contents = find_contents(lines)
    assert contents.stop == 0
    known = know_labels(lines, contents)
    labels = [line.text for line in known if line.kind is Kind.ENTRY]
    assert labels == ["What happened", "Why it matters"] * 2


def test_list_entries_are_no_titles() -> None:
    kinds = [line.kind for line in lines_of("1. First point\n2. Second point\n\n3. Third point")]
    assert kinds == [Kind.ENTRY] * 3


def test_title_said_twice_is_one() -> None:
    lines = lines_of("ICO fines Acme\n\nICO Fines Acme\n\nIt lost data.")
    assert [line.text for line in lines] == ["ICO Fines Acme", "It lost data."]


CLOSED_TITLE_AFTER_LINK = """\
ICO fines Acme

It lost data.

http://a.example

CNIL fines Beta.

It set cookies.

http://b.example
"""
ARTICLE = """\
ICO fines Acme

On May 3, 2023, it did.

The reasons for the fine

There are two.
"""
MARKDOWN_ARTICLE = """\
# ICO fines Acme

It did.

## Background to the case

In March 2021, data was lost.

## What happens next in court

On 3 May 2024, a judge hears it.
"""
SUBTITLE = """\
Home

ICO fines Acme for lost data

The third fine this year

Acme lost data.
"""
DATED_TITLES = """\
[2023-03-31] Garante stops Alpha
Alpha has to stop.
[2023-03-28] Iowa signs act
The governor has signed.
"""


@pytest.mark.parametrize(
    ("document", "titles"),
    [
        (CLOSED_TITLE_AFTER_LINK, ["ICO fines Acme", "CNIL fines Beta."]),
        (ARTICLE, ["ICO fines Acme"]),
        (MARKDOWN_ARTICLE, ["ICO fines Acme"]),
        (SUBTITLE, ["ICO fines Acme for lost data"]),
        (DATED_TITLES, ["[2023-03-31] Garante stops Alpha", "[2023-03-28] Iowa signs act"]),
    ],
    ids=["closed-title-after-link", "article", "markdown-article", "subtitle", "dated-titles"],
)
def test_titles_that_head_reports(document: str, titles: list[str]) -> None:
    assert [report.title_en for report in cut(document)] == titles


def test_text_before_the_first_title_is_kept_if_it_is_news() -> None:
    news = "On May 8, 2023, the MIIT named 38 apps."
    rest = "ICO fines Acme over data\n\nOn May 9, 2023, it did.\n\nhttp://a.example"
    more = "CNIL fines Beta over cookies\n\nOn May 10, 2023, it did.\n\nhttp://b.example"
    texts = [report.text_en for report in cut(f"{news}\n\nhttp://c.example\n\n{rest}\n\n{more}")]
    assert texts == [news, "On May 9, 2023, it did.", "On May 10, 2023, it did."]


def test_what_follows_the_last_link_is_left_out() -> None:
    report = "Agency {0} fines company {0}\n\nOn May {0}, 2023, it did.\n\nhttp://a.example/{0}\n\n"
    document = "".join(report.format(n) for n in (1, 2, 3)) + "HEMU has offices in three cities."
    assert [r.text_en for r in cut(document)] == [f"On May {n}, 2023, it did." for n in (1, 2, 3)]


ARTICLES = [
    """\
ICO fines five companies for nuisance calls
The ICO has fined five companies a total of £435,000 for nearly half a million unlawful calls.

What the ICO found in its inquiry
Some people were rung up day after day. In one case the caller took money.

What happens next for the companies
They have 28 days to appeal. The ICO said that it would do all it could.
""",
    """\
# Five things to know about the new law

## 1. It applies to foreign companies
Those that sell to people in the country are bound.

## 2. Consent has to be asked for each purpose
A single box is not enough any more.

## 3. Fines reach five percent of turnover
The regulator may publish them.
""",
    """\
# CNIL fines Acme EUR 40 million

On 3 May 2023 the CNIL fined Acme.

## The company had no valid consent
Partners collected it and Acme did not check.

## The register was not complete
Acme could not show what it had done on 4 May 2022.

## What the company has to do now
It has three months.
""",
]


@pytest.mark.parametrize("article", ARTICLES, ids=["plain", "numbered", "marked"])
def test_an_article_in_parts_is_one_report(article: str) -> None:
    (report,) = cut(article)
    assert report.title_en == article.splitlines()[0].removeprefix("# ")
