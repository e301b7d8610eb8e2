"""The small questions that are asked of one line."""

import pytest

from serve.newsletter.glosses import drop_glosses
from serve.newsletter.keys import key, similarity, without_page
from serve.newsletter.markup import Look, read_markup
from serve.newsletter.openings import (
    has_date_first,
    is_act,
    is_date,
    is_dated,
    is_newsy,
    starts_with_date,
)
from serve.newsletter.script import Lang, language, simplified, size
from serve.newsletter.sections import is_masthead, is_section
from serve.newsletter.shape import could_be_title, is_closed


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("FTC与Everalbum达成和解", "zh"),
        ("委员会(Federal Trade Commission,FTC)宣布", "zh"),
        ("CAC (国家互联网信息办公室) Issues New Rules", "en"),
        ("（来源）", "zh"),
        ("GDPR", "en"),
        ("2023", "en"),
    ],
)
def test_language_is_that_of_most_letters_outside_brackets(text: str, lang: Lang) -> None:
    assert language(text) == lang


def test_size_counts_characters_or_words() -> None:
    assert size("三 部门 APP", "zh") == 6
    assert size("three departments", "en") == 2


def test_traditional_characters_are_simplified_one_for_one() -> None:
    assert simplified("責任編輯：來源") == "责任编辑：来源"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("經(jīng)濟發(fā)展", "經濟發展"),
        ("我們(men)應(yīng)當", "我們應當"),
        ("我們(men)", "我們(men)"),
        ("蘋果(ios)系統", "蘋果(ios)系統"),
        ("委員會（FTC）", "委員會（FTC）"),
    ],
    ids=["marked", "unmarked-beside-marked", "unmarked-alone", "name", "abbreviation"],
)
def test_glosses_are_dropped(text: str, bare: str) -> None:
    assert drop_glosses(text) == bare


def test_keys_ignore_space_width_case_and_punctuation() -> None:
    assert key("《办法（试行）》 APP 2020.") == key("办法(试行)ａｐｐ2020") == "办法试行app2020"


def test_key_of_two_lines_is_the_sum_of_their_keys() -> None:
    assert key("Zhejiang Regulator ") + key("detects apps") == key(
        "Zhejiang Regulator detects apps"
    )


def test_similarity_forgives_slips_only() -> None:
    assert similarity("icofinesacme", "icoflnesacme") > 0.9
    assert similarity("icofinesacme", "ico") == 0.0
    assert similarity("abcdefgh", "ijklmnop") == 0.0


@pytest.mark.parametrize("entry", ["Title ...... 3", "Title\t12", "Title    p. 3", "Title……4"])
def test_page_of_an_entry_is_dropped(entry: str) -> None:
    assert without_page(entry) == "Title"


def test_number_of_a_title_is_no_page() -> None:
    assert without_page("Apps tested in 2020") == "Apps tested in 2020"


@pytest.mark.parametrize(
    ("line", "look", "title"),
    [
        ("## Title", "h2", "Title"),
        ("#tag", "plain", "#tag"),
        ("**Title**", "bold", "Title"),
        ("标题**", "bold", "标题"),
        ("【标题】", "bracket", "标题"),
        ("【独家】标题", "plain", "【独家】标题"),
        ("1. Title", "numbered", "Title"),
        ("一、标题", "numbered", "标题"),
        ("(3) Title", "numbered", "Title"),
        ("### 1. **Title**", "h3", "Title"),
        ("3.15 program", "plain", "3.15 program"),
        ("2020 campaign", "plain", "2020 campaign"),
        ("• entry", "bullet", "entry"),
        ("[Title](https://a.example)", "linked", "Title"),
        ("**", "plain", "**"),
    ],
)
def test_look_and_title(line: str, look: Look, title: str) -> None:
    assert read_markup(line) == (look, title)


@pytest.mark.parametrize(
    "text",
    ["On May 8, 2023, the", "2023年5月8日，", "近日，", "On 8 May 2023 the", "Recently, the"],
)
def test_text_that_starts_with_a_date(text: str) -> None:
    assert starts_with_date(text)
    assert is_dated(text)


def test_dates_of_titles_and_lines() -> None:
    assert has_date_first("[2023-03-31] Garante stops ChatGPT")
    assert not has_date_first("2020 campaign begins")
    assert is_date("12 May 2023")
    assert is_date("2023-05-06 10:22")
    assert not is_date("12 May 2023 was a Friday")


@pytest.mark.parametrize(
    "title",
    ["ICO fines Acme", "MIIT to crack down on apps", "工信部通报38款APP", "Act comes into force"],
)
def test_titles_that_say_who_does_what(title: str) -> None:
    assert is_act(title)


@pytest.mark.parametrize("title", ["What the ICO found", "How to comply with the act", "整改要求"])
def test_titles_that_do_not(title: str) -> None:
    assert not is_act(title)


def test_news_opens_with_a_date_or_a_deed() -> None:
    assert is_newsy("The agency announced a fine.")
    assert not is_newsy("The calls went on for months.")


@pytest.mark.parametrize(
    "line",
    ["国内要闻 Domestic News", "海外动态", "立法动态", "ASIA PACIFIC", "Contents", "國際資訊"],
)
def test_sections(line: str) -> None:
    assert is_section(line)


@pytest.mark.parametrize(
    "line",
    [
        "NEWSLETTER",
        "No.208",
        "2021.01",
        "Weekly Data Compliance Review No.41",
        "数据合规周报（2023年第12期）",
        "Privacy Digest – June 2023",
        "Issue 7 | March 2023",
    ],
)
def test_mastheads(line: str) -> None:
    assert is_masthead(line)


@pytest.mark.parametrize(
    "line",
    [
        "工信部通报第3批问题APP",
        "NIST Publishes Update to Framework",
        "data protection",
        "数据安全法生效",
    ],
)
def test_titles_are_neither_sections_nor_mastheads(line: str) -> None:
    assert not is_section(line)
    assert not is_masthead(line)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("2020 campaign on apps begins", "en"),
        ("iPhone maker fined", "en"),
        ("Is consent king? Regulators say no", "en"),
        ("9项新标准发布！2023年6月1日实施！", "zh"),
    ],
)
def test_titles_have_the_shape_of_titles(text: str, lang: Lang) -> None:
    assert could_be_title(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("forcing users to agree", "en"),
        ("The apps are blamed for the following:", "en"),
        ("On May 8, 2023, the MIIT", "en"),
        ("One thing happened. Another followed", "en"),
        ("工信部发布通报。各地随后跟进", "zh"),
        ("----", "en"),
    ],
)
def test_other_lines_have_not(text: str, lang: Lang) -> None:
    assert not could_be_title(text, lang)


def test_abbreviations_do_not_close_a_title() -> None:
    assert is_closed("ICO fines Acme.")
    assert is_closed("工信部通报。”")
    assert not is_closed("FTC sues Acme Inc.")
    assert not is_closed("Courts in the U.S.")
