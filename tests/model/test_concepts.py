from model.concepts import Concepts, Pattern

CONCEPTS = Concepts(
    [
        Pattern("fine", "罚款"),
        Pattern("fine", "fined"),
        Pattern("ban", "prohibit*"),
        Pattern("privacy", "personal data"),
        Pattern("data", "data"),
    ]
)


def names(text: str) -> list[str]:
    return [found.concept for found in CONCEPTS.find(text)]


def test_both_languages_show_the_same_concept() -> None:
    assert names("被罚款") == names("it was fined") == ["fine"]


def test_latin_words_stand_alone() -> None:
    assert names("refined database") == []


def test_a_star_takes_any_ending_of_the_word() -> None:
    assert names("prohibited prohibition") == ["ban", "ban"]


def test_overlapping_concepts_are_all_found_in_the_order_of_the_text() -> None:
    assert names("personal data") == ["privacy", "data"]


def test_no_patterns_find_nothing() -> None:
    assert Concepts([]).find("fined") == []
