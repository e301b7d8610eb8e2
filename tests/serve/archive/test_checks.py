from collections.abc import Callable

import pytest

from serve.archive.checks import check_cells, check_depth, check_item


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


@pytest.mark.parametrize("value", [["\ud800"], {"a": [{"\ud800": 1}]}, [1, {"a": ("\ud800",)}]])
def test_half_a_pair_is_found_in_what_is_nested(value: object) -> None:
    with pytest.raises(ValueError, match=r"column 'x' holds half of a surrogate pair \(U\+D800\)"):
        check_cells({"text": "FTC fines", "x": value})


@pytest.mark.parametrize("check", [check_cells, check_depth])
def test_a_cell_of_lists_in_lists_without_end_is_refused(
    check: Callable[[dict[str, object]], None],
) -> None:
    cell: list[object] = []
    for _ in range(99):
        cell = [cell]
    check({"x": cell})
    with pytest.raises(ValueError, match="column 'x' is nested too deeply; expected 100 lists"):
        check({"x": [cell]})
