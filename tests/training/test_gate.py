from typing import Any

import pytest

from training.gate import failed_checks


def measured(
    f1: float = 0.9,
    recall: float = 0.9,
    support: int = 50,
    ece: float = 0.02,
    head: str = "topic",
) -> dict[str, Any]:
    """Scores in which one head is as told and the other is as always."""
    scores: dict[str, Any] = {"ece": ece}
    for name in ("topic", "jurisdiction"):
        told = (f1, recall) if name == head else (0.9, 0.9)
        label = {"precision": 0.9, "recall": told[1], "f1": 0.9, "support": support}
        scores[name] = {"macro_f1": told[0], "per_label": {"x": label}}
    return scores


@pytest.mark.parametrize(
    "candidate",
    [
        pytest.param(measured(), id="the same"),
        pytest.param(measured(f1=0.895), id="F1 at its limit"),
        pytest.param(measured(recall=0.87), id="recall at its limit"),
        pytest.param(measured(ece=0.04), id="calibration error at its limit"),
        pytest.param(measured(f1=0.99, recall=0.99, ece=0.0), id="better"),
    ],
)
def test_a_version_that_is_not_worse_passes(candidate: dict[str, Any]) -> None:
    assert failed_checks(candidate, measured()) == []


@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (measured(f1=0.8949), "topic macro-F1 0.8949, was 0.9000; may lose at most 0.005"),
        (
            measured(f1=0.8949, head="jurisdiction"),
            "jurisdiction macro-F1 0.8949, was 0.9000; may lose at most 0.005",
        ),
        (measured(recall=0.8699), "topic x: recall 0.8699, was 0.9000; may lose at most 0.03"),
        (
            measured(recall=0.8699, head="jurisdiction"),
            "jurisdiction x: recall 0.8699, was 0.9000; may lose at most 0.03",
        ),
        (measured(ece=0.0401), "calibration error 0.0401, was 0.0200; may rise by at most 0.02"),
    ],
    ids=["topic F1", "jurisdiction F1", "topic recall", "jurisdiction recall", "calibration"],
)
def test_a_worse_version_is_stopped_with_the_reason(candidate: dict[str, Any], reason: str) -> None:
    assert failed_checks(candidate, measured()) == [reason]


def test_a_label_with_few_items_does_not_stop_a_version() -> None:
    assert failed_checks(measured(recall=0.5, support=19), measured(support=19)) == []
    assert len(failed_checks(measured(recall=0.5, support=20), measured(support=20))) == 1
