import numpy as np

from training.crossvalidate import choose_threshold


def test_the_threshold_is_the_lowest_from_which_on_answers_are_right_often_enough() -> None:
    confidence = np.linspace(1.0, 0.01, 100)
    correct = np.arange(100) < 80
    threshold = choose_threshold(confidence, correct)
    passed = confidence >= threshold
    assert correct[passed].mean() >= 0.97
    assert passed.sum() == 82


def test_a_fixed_share_of_the_items_passes_at_least() -> None:
    confidence = np.linspace(1.0, 0.01, 100)
    threshold = choose_threshold(confidence, np.zeros(100, dtype=bool))
    assert (confidence >= threshold).sum() == 77
