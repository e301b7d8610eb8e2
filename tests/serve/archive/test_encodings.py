import codecs
from io import BytesIO

import pytest

from serve.archive.encodings import decode, decode_declared, detect

SIMPLIFIED = "国家互联网信息办公室就数据出境安全评估办法公开征求意见，意见反馈截止时间为下月。"
TRADITIONAL = "個人資料私隱專員公署公布調查結果，指一間網上平台違反保障資料原則，須於兩個月內糾正。"
ENGLISH = "The regulator’s “final” notice — £40,000 — was published in Québec."


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        pytest.param(ENGLISH.encode(), ENGLISH, "utf-8", id="utf-8"),
        pytest.param(SIMPLIFIED.encode("utf-8-sig"), SIMPLIFIED, "utf-8-sig", id="utf-8 with mark"),
        pytest.param(
            codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"), SIMPLIFIED, "utf-16", id="utf-16"
        ),
        pytest.param(SIMPLIFIED.encode("gbk"), SIMPLIFIED, "gb18030", id="simplified in gbk"),
        pytest.param(TRADITIONAL.encode("gbk"), TRADITIONAL, "gb18030", id="traditional in gbk"),
        pytest.param(TRADITIONAL.encode("big5"), TRADITIONAL, "big5", id="big5"),
        pytest.param(ENGLISH.encode("cp1252"), ENGLISH, "cp1252", id="windows-1252"),
        pytest.param(b"", "", "utf-8", id="empty"),
    ],
)
def test_encodings_are_told_apart(raw: bytes, text: str, encoding: str) -> None:
    assert decode(BytesIO(raw)) == (text, encoding)


def test_a_character_on_the_border_of_two_chunks_is_no_fault() -> None:
    assert detect(BytesIO(b"a" * ((1 << 20) - 1) + "罚".encode())) == "utf-8"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"PK\x03\x04ab\0", "not text: a NUL byte at offset 6", id="nul"),
        pytest.param(b"\x01\x02" * 50, "100 of 100 bytes are control characters", id="controls"),
        pytest.param(
            codecs.BOM_UTF8 + b"ab\xff", "begins as utf-8-sig, but .* at offset", id="lying mark"
        ),
        pytest.param(bytes(range(129, 255)) * 9, "the bytes at offset 0 are not UTF-8", id="noise"),
    ],
)
def test_what_is_not_text_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        detect(BytesIO(raw))


@pytest.mark.parametrize(
    ("raw", "declared", "encoding"),
    [
        pytest.param(SIMPLIFIED.encode("utf-8-sig"), "gbk", "utf-8-sig", id="a mark counts more"),
        pytest.param(SIMPLIFIED.encode("gbk"), "GBK", "gbk", id="fits"),
        pytest.param(
            "嘅乜".encode("gbk") * 2 + SIMPLIFIED.encode("gbk"),
            "gb2312",
            "gb18030",
            id="does not fit",
        ),
        pytest.param(SIMPLIFIED.encode(), "rot13", "utf-8", id="no encoding"),
        pytest.param(SIMPLIFIED.encode(), None, "utf-8", id="none"),
    ],
)
def test_a_declared_encoding_counts_if_it_fits(
    raw: bytes, declared: str | None, encoding: str
) -> None:
    text, found = decode_declared(BytesIO(raw), declared)
    assert (text.endswith(SIMPLIFIED), found) == (True, encoding)
