import numpy as np
import pytest

from model.calibration import expected_calibration_error, fit_temperature, softmax


def test_rows_of_probabilities_sum_to_one_even_for_large_scores() -> None:
    probabilities = softmax(np.array([[1000.0, 999.0], [-1000.0, 0.0]]))
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0)
    assert probabilities[0, 0] == pytest.approx(np.e / (1 + np.e))


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_the_temperature_that_blurred_the_scores_is_found_again(temperature: float) -> None:
    random = np.random.default_rng(0)
    scores = random.normal(size=(20_000, 4)) * 2
    truth = np.array([random.choice(4, p=row) for row in softmax(scores)])
    assert fit_temperature(scores * temperature, truth) == pytest.approx(temperature, rel=0.05)


def test_the_calibration_error_is_the_weighted_gap_of_the_bins() -> None:
    confidence = np.array([0.95, 0.95, 0.55, 0.55])
    correct = np.array([True, False, True, True])
    assert expected_calibration_error(confidence, correct) == pytest.approx(
        0.5 * abs(0.95 - 0.5) + 0.5 * abs(0.55 - 1.0)
    )


def test_no_items_have_no_calibration_error() -> None:
    assert expected_calibration_error(np.array([]), np.array([], dtype=bool)) == 0.0
