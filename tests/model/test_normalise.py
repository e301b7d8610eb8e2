import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.normalise import _one_to_one, normalise, simplify


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("２０２１年　ＡＰＰ", "2021年 APP", id="full width becomes half width"),
        pytest.param("個人資料私隱專員", "个人资料私隐专员", id="traditional becomes simplified"),
        pytest.param("經(jīng)濟與網(wǎng)絡(luò)", "经济与网络", id="pinyin glosses go"),
        pytest.param("個人（查看更多）", "个人", id="newsletter furniture goes"),
        pytest.param("fined<br>again", "fined\nagain", id="block tags part lines"),
        pytest.param("a <b>bold</b> word", "a  bold  word", id="inline tags become spaces"),
        pytest.param("AT&amp;T &lt;x&gt;", "AT&T  x ", id="entities are decoded, never to markup"),
        pytest.param(
            "[CNIL](https://a.example/b) fines", "[CNIL fines", id="links leave their text"
        ),
        pytest.param("see https://a.example/x?y=1 now", "see   now", id="addresses go"),
        pytest.param("**粗体**", "粗体", id="emphasis marks go"),
        pytest.param("a\ud800b", "a b", id="a lone surrogate becomes a space"),
        pytest.param("罚款…", "罚款...", id="other compatibility forms are spelled out"),
        pytest.param("", "", id="empty"),
    ],
)
def test_text_is_folded(raw: str, text: str) -> None:
    assert normalise(raw).text == text


@pytest.mark.parametrize(
    ("raw", "piece", "original"),
    [
        ("經(jīng)濟數據", "数据", "數據"),
        ("<p>Irish&nbsp;DPC</p>", "DPC", "DPC"),
        ("罚款…ＡＰＰ", "APP", "ＡＰＰ"),
        ("x…y", "...", "…"),
    ],
)
def test_offsets_lead_back_to_the_raw_text(raw: str, piece: str, original: str) -> None:
    normalised = normalise(raw)
    at = normalised.text.index(piece)
    start, end = normalised.raw_span(at, at + len(piece))
    assert raw[start:end] == original


def test_folding_is_noticed() -> None:
    assert normalise("個資外洩").folded
    assert not normalise("个资外泄").folded


def test_simplifying_keeps_the_length_of_words_whose_meaning_depends_on_context() -> None:
    assert simplify("乾隆皇后後面乾燥") == "乾隆皇后后面干燥"


@given(st.text())
def test_every_character_leads_back_into_the_raw_text(raw: str) -> None:
    normalised = normalise(raw)
    for at in range(len(normalised.text)):
        start, end = normalised.raw_span(at, at + 1)
        assert 0 <= start < end <= len(raw)


@given(st.text())
def test_spans_come_in_the_order_of_the_text(raw: str) -> None:
    normalised = normalise(raw)
    starts = [normalised.raw_span(at, at + 1)[0] for at in range(len(normalised.text))]
    assert starts == sorted(starts)


@pytest.mark.parametrize("unit", ["a", " ", "<", "\n", "[(", "&", "<script", "(", "*", "http"])
def test_a_long_run_of_anything_takes_time_in_proportion(unit: str) -> None:
    """Guards against a search that backtracks: it would take minutes, not a second."""
    begin = time.process_time()
    normalise(unit * (400_000 // len(unit)))
    assert time.process_time() - begin < 20


def test_every_character_that_has_one_other_form_is_folded() -> None:
    """Blocks that are not looked through have none."""
    plane = map(chr, (*range(0x80, 0xD800), *range(0xF900, 0x10000)))
    folded = ((one, unicodedata.normalize("NFKC", one)) for one in plane)
    assert _one_to_one()[1] == {one: to for one, to in folded if to != one and len(to) == 1}
