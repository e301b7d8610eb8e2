import pytest

from model.gazetteer import Gazetteer, Name
from model.tokens import tokenise

NAMES = Gazetteer(
    [
        Name("中国", "country", "CN"),
        Name("浙江省", "subdivision", "CN", "CN-ZJ"),
        Name("绍兴", "city", "CN", "CN-ZJ"),
        Name("Italy", "country", "IT"),
        Name("Italian", "demonym", "IT"),
        Name("Texas", "subdivision", "US", "US-TX"),
        Name("US", "country", "US"),
        Name("PDPC", "authority", "SG", kind="data_protection", weak=True),
        Name("PDPC", "authority", "TH", kind="data_protection", weak=True),
        Name("ICO", "authority", "GB", kind="data_protection"),
        Name("£", "currency", "GB"),
        Name("privacy watchdog", "office", "", kind="data_protection"),
        Name("attorney general", "office", "", kind="attorney_general"),
        Name("网信办", "office", "", kind="cybersecurity"),
    ]
)


def found(text: str) -> list[tuple[str, str, str]]:
    """Give the words, type and place of each mention."""
    return [
        (text[m.start : m.end], m.type, m.names[0].region or m.names[0].jurisdiction)
        for m in NAMES.find(text, tokenise(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("在中国发布", [("中国", "country", "CN")], id="a name"),
        pytest.param("发展中国家", [], id="not across two words"),
        pytest.param("tell us more", [], id="an abbreviation is not a word"),
        pytest.param("The US said", [("US", "country", "US")], id="an abbreviation in capitals"),
        pytest.param("Texans and ICOs", [], id="not inside a longer word"),
        pytest.param("fined £70,000", [("£", "currency", "GB")], id="a sign before a figure"),
        pytest.param(
            "Italy's privacy watchdog fined",
            [("Italy's privacy watchdog", "office", "IT")],
            id="a place and an office noun are its office",
        ),
        pytest.param(
            "the attorney general of Texas sued",
            [("attorney general of Texas", "office", "US-TX")],
            id="an office noun of a place",
        ),
        pytest.param(
            "绍兴市网信办约谈", [("绍兴市网信办", "office", "CN-ZJ")], id="a city's office"
        ),
        pytest.param("a privacy watchdog said", [], id="an office noun alone says nothing"),
        pytest.param(
            "In Italy, a privacy watchdog", [("Italy", "country", "IT")], id="not across a comma"
        ),
    ],
)
def test_mentions(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_a_shared_name_keeps_all_its_readings() -> None:
    (mention,) = NAMES.find("The PDPC fined", tokenise("The PDPC fined"))
    assert [name.jurisdiction for name in mention.names] == ["SG", "TH"]


def test_an_empty_text_has_no_mention() -> None:
    assert NAMES.find("", []) == []
