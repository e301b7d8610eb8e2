from hypothesis import given
from hypothesis import strategies as st

from training.overlap import overlapping_pairs


def grams(text: str) -> set[str]:
    return {text[at : at + 8] for at in range(max(1, len(text) - 7))}


def test_the_share_is_counted_against_the_smaller_text() -> None:
    short, long = "abcdefghijkl", "abcdefghijkl and then much more text"
    (pair,) = overlapping_pairs([short, long], ["a", "b"], 0.4)
    assert (pair.first, pair.second, pair.share) == (0, 1, 1.0)


def test_texts_of_one_group_are_not_compared() -> None:
    assert overlapping_pairs(["the same text"] * 2, ["a", "a"], 0.4) == []


def test_short_texts_that_differ_are_not_alike() -> None:
    assert overlapping_pairs(["abc", "abd"], ["a", "b"], 0.4) == []


@given(st.lists(st.text("ab ", min_size=8, max_size=20), min_size=2, max_size=6))
def test_the_pairs_are_those_that_sets_of_grams_give(texts: list[str]) -> None:
    found = {
        pair.second for pair in overlapping_pairs(texts, [str(n) for n in range(len(texts))], 0.4)
    }
    expected = {
        second
        for second in range(len(texts))
        for first in range(second)
        if len(grams(texts[first]) & grams(texts[second]))
        > 0.4 * min(len(grams(texts[first])), len(grams(texts[second])))
    }
    assert found == expected
