import numpy as np
import pytest

from model.decision import Scores, decide


def scores(topics: list[float], jurisdictions: list[float]) -> Scores:
    return Scores(np.log(topics), ("CN", "US"), np.log(jurisdictions))


def test_the_likeliest_pair_is_chosen_and_the_margins_sum_to_one() -> None:
    decision = decide(scores([0.2, 0.8], [0.7, 0.3]), 1.0, 1.0, np.ones((2, 2)))
    assert (decision.topic, decision.jurisdiction) == (1, 0)
    assert decision.confidence == pytest.approx(0.56)
    assert decision.topics.sum() == pytest.approx(1.0)
    assert decision.jurisdictions.tolist() == pytest.approx([0.7, 0.3])


def test_a_forbidden_pair_is_never_chosen_and_gives_its_probability_away() -> None:
    allowed = np.array([[1.0, 1.0], [0.0, 1.0]])
    decision = decide(scores([0.4, 0.6], [0.9, 0.1]), 1.0, 1.0, allowed)
    assert (decision.topic, decision.jurisdiction) == (0, 0)
    assert decision.confidence == pytest.approx(0.36 / 0.46)


def test_a_higher_temperature_makes_an_answer_less_sure() -> None:
    sure = decide(scores([0.1, 0.9], [0.9, 0.1]), 1.0, 1.0, np.ones((2, 2)))
    unsure = decide(scores([0.1, 0.9], [0.9, 0.1]), 3.0, 3.0, np.ones((2, 2)))
    assert unsure.confidence < sure.confidence
