import pytest

from serve.archive.checks import check_cells, check_item


@pytest.mark.parametrize("text", ["罚", "a", "7", "a" * 1000, "一" * 1000])
def test_text_that_says_something_passes(text: str) -> None:
    check_item(text)


@pytest.mark.parametrize("text", ["", " \n", "!?", "。"])
def test_text_without_letters_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the item is empty; expected a letter or a digit"):
        check_item(text)


def test_megabytes_of_one_character_are_refused() -> None:
    with pytest.raises(ValueError, match="the item's 5,000,000 characters are 1 different ones"):
        check_item("a" * 5_000_000)


def test_half_a_surrogate_pair_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"surrogate pair \(U\+D800\) at character 3"):
        check_item("ab\ud800")


def test_a_cell_that_cannot_be_written_is_refused_with_its_column() -> None:
    with pytest.raises(ValueError, match=r"column 'note' holds half of a surrogate pair"):
        check_cells({"id": 1, "note": "\udfff"})
