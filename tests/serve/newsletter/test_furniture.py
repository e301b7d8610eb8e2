import pytest

from serve.newsletter.furniture import Furniture, furniture, is_greeting


@pytest.mark.parametrize(
    ("line", "reach"),
    [
        ("责任编辑：李四", Furniture.LINE),
        ("發布時間：2022-03-04 10:22", Furniture.LINE),
        ("By Jane Doe", Furniture.LINE),
        ("Published 12 May 2022", Furniture.LINE),
        ("Share this article", Furniture.LINE),
        ("© 2022 Example Media. All rights reserved.", Furniture.LINE),
        ("Home > News > Privacy", Furniture.LINE),
        ("- END -", Furniture.LINE),
        ("**** Tel: +86 28 5550 0100", Furniture.BLOCK),
        ("电话：028-5550 0100", Furniture.BLOCK),
        ("Email: news@hemu.example", Furniture.BLOCK),
        ("Subscribe to our WeChat account 扫码关注公众号", Furniture.BLOCK),
        ("If you would like to get this by email, please contact a@b.example.", Furniture.BLOCK),
        ("上述信息不应被看作是特定事务的法律意见,仅供参考。", Furniture.BLOCK),
        ("This newsletter should not be relied on as legal advice.", Furniture.BLOCK),
        ("版權聲明：本網所載內容，未經授權不得轉載。", Furniture.BLOCK),
        ("For more information, please contact:", Furniture.REST),
        ("Related articles", Furniture.REST),
        ("相關閱讀：", Furniture.REST),
        ("免责声明", Furniture.REST),
        ("About HEMU & Partners", Furniture.REST),
    ],
)  # fmt: skip
def test_furniture_is_known_by_its_words(line: str, reach: Furniture) -> None:
    assert furniture(line) is reach


@pytest.mark.parametrize(
    "line",
    [
        "About 40 Apps Named by MIIT",
        "Cookie Consent: CNIL Fines Acme",
        "Privacy Policy Changes at Acme Draw Scrutiny",
        "扫码点餐强制收集信息被通报",
        "如有意见或建议，请于3月1日前反馈至秘书处。",
        "2022年11月2日，委员会警告称，未经患者同意提供上述信息的，可能违反法律。",
        "The guide is not legal advice, the authority said.",
        "2022-03-04",
    ],
)
def test_news_is_no_furniture(line: str) -> None:
    assert furniture(line) is None


def test_greeting_speaks_to_the_readers() -> None:
    assert is_greeting("Dear readers,")
    assert is_greeting("In this issue we look at Asia.")
    assert not is_greeting("This is the first fine of its kind.")
