import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support

from training.metrics import Outcome, by_label, measure


def outcome(truth: tuple[str, str, str], answer: tuple[str, str, str], **more: object) -> Outcome:
    fields = {"id": "x", "lang": "en", "confidences": (0.9, 0.9), "pair_confidence": 0.8}
    return Outcome(truth=truth, answer=answer, **(fields | {"review": False} | more))  # type: ignore[arg-type]


OUTCOMES = [
    outcome(("other", "US", ""), ("other", "US", "")),
    outcome(("other", "US", "US-NY"), ("standards", "US", "US-NY"), review=True),
    outcome(("standards", "CN", "CN-ZJ"), ("standards", "CN", ""), lang="zh"),
    outcome(("standards", "EU", ""), ("standards", "FR", "FR-IDF"), lang="zh"),
]


def test_accuracy_and_f1_of_each_head() -> None:
    measured = measure(OUTCOMES)
    assert measured["topic"]["accuracy"] == 0.75
    assert measured["topic"]["per_label"]["other"] == {
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
        "support": 2,
    }
    assert measured["topic"]["macro_f1"] == pytest.approx((2 / 3 + 0.8) / 2)
    assert measured["jurisdiction"]["accuracy"] == 0.75
    assert measured["topic"]["confusion"] == {
        "other": {"other": 1, "standards": 1},
        "standards": {"standards": 2},
    }


def test_regions_are_measured_on_the_items_that_have_one() -> None:
    assert measure(OUTCOMES)["region"] == {"accuracy": 0.5, "support": 2, "given_without": 0.5}


def test_covered_items_are_right_when_topic_and_jurisdiction_are() -> None:
    measured = measure(OUTCOMES)
    assert measured["coverage"] == 0.75
    assert measured["accuracy_covered"] == pytest.approx(2 / 3)
    assert measured["both"] == 0.5


def test_each_language_is_measured_by_itself() -> None:
    languages = measure(OUTCOMES)["languages"]
    assert {lang: part["items"] for lang, part in languages.items()} == {"en": 2, "zh": 2}
    assert languages["zh"]["topic"]["accuracy"] == 1.0


def test_an_outcome_survives_its_way_through_json() -> None:
    assert Outcome.from_dict(OUTCOMES[0].as_dict()) == OUTCOMES[0]


def test_labels_are_measured_as_scikit_learn_does() -> None:
    random = np.random.default_rng(0)
    truth = random.choice(list("ABC"), 50).tolist()
    answer = random.choice(list("ABD"), 50).tolist()
    expected = precision_recall_fscore_support(truth, answer, labels=list("ABC"), zero_division=0.0)
    found = by_label(truth, answer)
    for name, values in zip(("precision", "recall", "f1", "support"), expected, strict=True):
        assert [found[label][name] for label in "ABC"] == pytest.approx(values.tolist())
