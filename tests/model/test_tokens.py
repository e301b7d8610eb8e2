import pytest

from model.segment import load_jieba
from model.tokens import cut, term, token_spans, tokenise


def words(text: str) -> list[str]:
    return [token.term for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Fined GDPR", ["fined", "gdpr"], id="latin words are lower-cased"),
        pytest.param(
            "个人信息保护法", ["个人信息", "保护法"], id="han runs are cut by the dictionary"
        ),
        pytest.param("通报38款App", ["通报", "0", "款", "app"], id="numbers are one token"),
        pytest.param("in 2021", ["in", "year"], id="years are one token"),
        pytest.param("€3.45亿", ["€", "0", "亿"], id="currency signs stay"),
        pytest.param("AT&T's U.S. unit", ["at&t", "u.s", "", "unit"], id="joined words stay one"),
        pytest.param("cross-border", ["cross", "border"], id="hyphens part words"),
        pytest.param("SM4 and K12", ["sm4", "and", "k12"], id="figures inside a word stay"),
        pytest.param("罚。省", ["罚", "", "省"], id="one-character words and sentence ends"),
        pytest.param("", [], id="empty"),
    ],
)
def test_tokens_of(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_spans_slice_back_to_the_words() -> None:
    text = "CNIL罚款1亿欧元"
    slices = [text[token.start : token.end] for token in tokenise(text)]
    assert slices == ["CNIL", "罚款", "1", "亿", "欧元"]


@pytest.mark.parametrize(
    "text",
    [
        "CNIL罚款1亿欧元。U.S. fined 3.5 m",
        "\uf900罚\uac00\ud7a3款 \ua000 \u4dbf",
        "\ud800罚\U00020bb7款..net ..",
        "",
    ],
)
def test_spans_are_found_without_cutting_again(text: str) -> None:
    _, runs = cut(text, term, lambda words: words)
    tokens = tokenise(text)
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    assert token_spans(text, runs) == (starts, ends)


@pytest.mark.parametrize(
    "run",
    [
        "国家互联网信息办公室会同有关部门开展专项整治行动",
        "爱尔兰数据保护委员会对一家社交平台处以罚款",
        "柯震东指尖上的南京市长江大桥",
        "浙江省通信管理局通报侵害用户权益的应用程序",
    ],
)
def test_both_segmenters_cut_alike(run: str) -> None:
    rjieba = pytest.importorskip("rjieba")
    assert rjieba.cut(run) == load_jieba()(run)
