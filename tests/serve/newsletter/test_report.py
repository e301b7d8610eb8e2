import pytest

from serve.newsletter import Report


@pytest.mark.parametrize(
    ("report", "lang"),
    [
        (Report(title_zh="标题"), "zh"),
        (Report(text_en="text"), "en"),
        (Report(title_zh="标题", text_en="text"), "zh+en"),
    ],
)
def test_lang_names_the_languages_that_are_there(report: Report, lang: str) -> None:
    assert report.lang == lang
