import pytest

from model import Answer, Ranked, Verdict
from serve.archive.verdict import Combined, combine


def answer(
    topic: dict[str, float], jurisdiction: dict[str, float], region: str | None = None
) -> Answer:
    verdicts = [
        Verdict(next(iter(one)), next(iter(one.values())), [Ranked(*pair) for pair in one.items()])
        for one in (topic, jurisdiction)
    ]
    confidence = verdicts[0].confidence * verdicts[1].confidence
    return Answer(*verdicts, confidence, region, "zh", False, [], "v")


APPS_CN = answer({"app_enforcement": 0.9, "other": 0.1}, {"CN": 1.0}, "CN-ZJ")


def test_one_version_decides_alone() -> None:
    assert combine([APPS_CN], 0.5) == Combined(
        "app_enforcement", 0.9, "CN", 1.0, "CN-ZJ", False, 0.9
    )


def test_agreement_is_the_mean() -> None:
    other = answer({"app_enforcement": 0.7, "other": 0.3}, {"CN": 0.8, "US": 0.2})
    assert combine([APPS_CN, other], 0.5) == Combined(
        "app_enforcement", 0.8, "CN", 0.9, "CN-ZJ", False, pytest.approx((0.9 + 0.7 * 0.8) / 2)
    )


def test_disagreement_goes_to_a_person_and_the_surer_version_wins() -> None:
    other = answer({"overseas_settlement": 0.6, "app_enforcement": 0.4}, {"US": 1.0}, "US-CA")
    combined = combine([other, APPS_CN], 0.0)
    assert (combined.topic, combined.jurisdiction, combined.region, combined.review) == (
        "app_enforcement",
        "CN",
        "CN-ZJ",
        True,
    )
    assert combined.topic_confidence == 0.65
    # Of the version that chose another pair: 0.4 for the topic, nothing for the jurisdiction.
    assert combined.confidence == pytest.approx(0.45)


def test_the_pair_is_always_one_that_a_version_was_given() -> None:
    settled = answer({"overseas_settlement": 0.9, "other": 0.1}, {"US": 0.4, "CN": 0.3})
    national = answer({"other": 0.5, "overseas_settlement": 0.45}, {"CN": 1.0})
    pair = combine([settled, national], 0.0)
    assert (pair.topic, pair.jurisdiction) in {("overseas_settlement", "US"), ("other", "CN")}


def test_two_regions_of_one_country_go_to_a_person() -> None:
    other = answer({"app_enforcement": 0.9}, {"CN": 1.0}, "CN-GD")
    assert combine([APPS_CN, other], 0.0).review is True


def test_low_mean_confidence_goes_to_a_person() -> None:
    assert combine([APPS_CN], 0.95).review is True
