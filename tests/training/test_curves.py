import pytest

from training.curves import Bin, Passing, coverage_curve, passing, reliability, worst_errors
from training.metrics import Outcome


def outcome(number: int, confidence: float, *, right: bool) -> Outcome:
    answer = ("standards", "CN", "") if right else ("other", "CN", "")
    return Outcome(
        str(number), "zh", ("standards", "CN", ""), answer, (0.5, 0.5), confidence, False
    )


OUTCOMES = [
    outcome(0, 0.9375, right=True),
    outcome(1, 0.25, right=False),
    outcome(2, 0.75, right=False),
    outcome(3, 1.0, right=True),
]


def test_bins_are_a_tenth_wide_and_the_last_one_has_its_end() -> None:
    assert reliability(OUTCOMES) == [
        Bin(0.25, 0.0, 1),
        Bin(0.75, 0.0, 1),
        Bin(0.96875, 1.0, 2),
    ]


def test_the_curve_goes_from_the_surest_answer_to_all() -> None:
    assert coverage_curve(OUTCOMES) == [
        Passing(0.25, 1.0),
        Passing(0.5, 1.0),
        Passing(0.75, pytest.approx(2 / 3)),
        Passing(1.0, 0.5),
    ]


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        pytest.param(0.75, (0.75, pytest.approx(2 / 3)), id="its own confidence passes"),
        pytest.param(0.0, (1.0, 0.5), id="all"),
        pytest.param(1.1, (0.0, 0.0), id="none"),
    ],
)
def test_what_passes_a_threshold(threshold: float, expected: tuple[float, float]) -> None:
    assert passing(OUTCOMES, threshold) == expected


def test_the_surest_errors_come_first() -> None:
    assert [one.id for one in worst_errors(OUTCOMES, 60)] == ["2", "1"]
    assert [one.id for one in worst_errors(OUTCOMES, 1)] == ["2"]
