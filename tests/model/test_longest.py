from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.longest import LongestMatches

NAMES = ["浙江", "浙江省", "浙江省通信管理局", "江", "us", "usa", "€", "eu court"]


def found(strings: Sequence[str], text: str, *, prepared: bool) -> list[tuple[int, int, int]]:
    matches = LongestMatches(strings)
    if prepared:
        matches.prepare()
    return list(matches.find(text))


@pytest.mark.parametrize("prepared", [False, True], ids=["dictionary", "automaton"])
def test_the_longest_at_each_place_is_found_from_the_left(prepared: bool) -> None:
    text = "浙江省通信管理局, 浙江人 usab €5 eu cour"
    told = [NAMES[at] for at, _, _ in found(NAMES, text, prepared=prepared)]
    assert told == ["浙江省通信管理局", "浙江", "usa", "€"]


@given(
    st.lists(st.text("ab局", min_size=1, max_size=4), min_size=1, max_size=8, unique=True),
    st.text("ab局 ", max_size=30),
)
def test_dictionary_and_automaton_find_the_same(strings: list[str], text: str) -> None:
    assert found(strings, text, prepared=False) == found(strings, text, prepared=True)


def test_the_same_is_found_when_much_has_been_read() -> None:
    matches = LongestMatches(NAMES)
    before = matches.find("usa 浙江")
    matches.find("x" * 100_000)
    assert list(matches.find("usa 浙江")) == list(before)
