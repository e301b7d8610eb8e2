import pytest

from model.roles import Role, Surroundings


def role(text: str, name: str, kind: str) -> Role:
    start = text.index(name)
    return Surroundings(text, text.lower()).role(start, start + len(name), kind)


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        ("浙江省通信管理局通报26款App", "浙江省通信管理局", "authority", ("acts at once",)),
        ("Florida passes a privacy bill", "Florida", "subdivision", ("acts at once",)),
        ("本溪银行因泄露信息被罚款40万元", "本溪", "city", ("part", "acts")),
        ("Hackers reach a Florida water plant", "Florida", "subdivision", ("part",)),
        ("The Bank of England warns lenders", "England", "subdivision", ("acts at once",)),
        ("A Paris-based start-up was sold", "Paris", "capital", ("home",)),
        ("法国媒体监管局处罚电视台", "法国", "country", ("acts",)),
        ("LONDON FINES A BANK", "LONDON", "capital", ("acts at once",)),
        ("Fined by Ireland's regulator", "Ireland", "country", ("by",)),
    ],
)
def test_the_words_around_a_name_say_what_it_does(
    text: str, name: str, kind: str, expected: tuple[str, ...]
) -> None:
    assert role(text, name, kind)[1] == expected


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        ("LONDON (Reuters) - Google faces a fine", "LONDON", "capital", "dateline"),
        ("LONDON Google faces a fine", "LONDON", "capital", "dateline"),
        ("\n SEOUL  Samsung said on Monday", "SEOUL", "capital", "dateline"),
        ("《纽约时报》称，谷歌将被罚", "纽约时报", "source", "newspaper"),
        ("据工信部消息，一批应用被下架", "工信部", "authority", "newspaper"),
        ("the British newspaper said", "British", "demonym", "reporter"),
        ("德国媒体援引消息人士", "德国", "country", "reporter"),
        ("中国记者在现场", "中国", "country", "reporter"),
    ],
)
def test_a_name_that_only_says_who_reports_is_set_aside(
    text: str, name: str, kind: str, expected: str
) -> None:
    assert role(text, name, kind) == (expected, ())
