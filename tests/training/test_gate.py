from typing import Any

import pytest

from training.gate import failed_checks


def measured(
    f1: float = 0.9, recall: float = 0.9, support: int = 50, ece: float = 0.02
) -> dict[str, Any]:
    label = {"precision": 0.9, "recall": recall, "f1": 0.9, "support": support}
    head = {"macro_f1": f1, "per_label": {"x": label}}
    return {"topic": head, "jurisdiction": {"macro_f1": 0.9, "per_label": {}}, "ece": ece}


@pytest.mark.parametrize(
    "candidate",
    [
        pytest.param(measured(), id="the same"),
        pytest.param(measured(f1=0.896), id="slightly lower F1"),
        pytest.param(measured(recall=0.88), id="slightly lower recall"),
        pytest.param(measured(ece=0.03), id="slightly higher calibration error"),
    ],
)
def test_a_version_that_is_not_worse_passes(candidate: dict[str, Any]) -> None:
    assert failed_checks(candidate, measured()) == []


@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (measured(f1=0.89), "topic macro-F1 0.8900, was 0.9000; may lose at most 0.005"),
        (measured(recall=0.85), "topic x: recall 0.8500, was 0.9000; may lose at most 0.03"),
        (measured(ece=0.05), "calibration error 0.0500, was 0.0200; may rise by at most 0.02"),
    ],
)
def test_a_worse_version_is_stopped_with_the_reason(candidate: dict[str, Any], reason: str) -> None:
    assert failed_checks(candidate, measured()) == [reason]


def test_a_label_with_few_items_does_not_stop_a_version() -> None:
    assert failed_checks(measured(recall=0.5, support=19), measured(support=19)) == []
