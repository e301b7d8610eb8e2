"""What an item says for each jurisdiction and region that it names."""

import pytest

from model.candidates import NATIONAL, Candidate
from model.reading import Reader, read
from model.routing import RoutingModel, describe


@pytest.fixture
def reader(fitted: RoutingModel) -> Reader:
    return fitted.reader


def candidates(reader: Reader, text: str) -> dict[str, Candidate]:
    return describe(read(reader, text)).candidates


def test_the_candidate_of_the_first_body_is_told_from_one_whose_country_is_named_first(
    reader: Reader,
) -> None:
    named = candidates(reader, "In France, the ICO fined a retailer; the CNIL watched.")
    assert "first body" in named["GB"].features
    assert "first body" not in named["FR"].features
    assert "a body of several" in named["GB"].features


def test_a_place_beside_a_body_of_another_country_is_told_from_one_alone(reader: Reader) -> None:
    beside = candidates(reader, "The ICO fined a retailer based in Spain.")
    assert "no body beside one" in beside["ES"].features
    assert "only body" in beside["GB"].features
    alone = candidates(reader, "A retailer was fined in Spain.")
    assert "no body beside one" not in alone["ES"].features


def test_that_the_country_is_named_says_nothing_against_its_region(reader: Reader) -> None:
    regions = describe(read(reader, "中国江苏省无锡市销毁个人数据")).regions("CN")
    assert set(regions[NATIONAL].features) == {"national"}
    assert "subdivision title" in regions["CN-JS"].features


def test_a_local_court_counts_by_its_country(reader: Reader) -> None:
    chinese = describe(read(reader, "杭州市富阳区人民法院一审判决动物园败诉")).regions("CN")
    assert "authority court of CN" in chinese["CN-ZJ"].features
