"""How right a set of answers is, by head, by label and by language."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.calibration import expected_calibration_error

__all__ = ["Outcome", "by_label", "measure"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One item: what is right, what was answered, and how sure the answer was.

    Attributes
    ----------
    truth, answer : (topic, jurisdiction, region or empty)
    confidences : probabilities of the answered topic and jurisdiction
    pair_confidence : probability of the two together
    review : whether a person should look
    """

    id: str
    lang: str
    truth: tuple[str, str, str]
    answer: tuple[str, str, str]
    confidences: tuple[float, float]
    pair_confidence: float
    review: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the fields for JSON."""
        # `asdict` copies every field first: a third of a second for the labels.
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "Outcome":
        """Rebuild what `as_dict` returned, after a way through JSON."""
        tuples = {name: tuple(fields[name]) for name in ("truth", "answer", "confidences")}
        return cls(**(fields | tuples))

    @property
    def right(self) -> bool:
        """Whether topic and jurisdiction are both right."""
        return self.truth[:2] == self.answer[:2]


def measure(outcomes: Sequence[Outcome], *, by_language: bool = True) -> dict[str, Any]:
    """Measure answers; the keys are those that `regwire evaluate --json` prints.

    Parameters
    ----------
    outcomes : at least one
    by_language : whether each language is measured by itself too

    Returns
    -------
    numbers in [0, 1], supports as counts. `region.accuracy` is over the items that have a
    region, `region.given_without` the share of the others that were given one. `ece` and
    `accuracy_covered` are about topic and jurisdiction together.
    """
    passed = [outcome for outcome in outcomes if not outcome.review]
    measured: dict[str, Any] = {
        "items": len(outcomes),
        "topic": _head(outcomes, 0),
        "jurisdiction": _head(outcomes, 1),
        "region": _regions(outcomes),
        "both": _mean([outcome.right for outcome in outcomes]),
        "coverage": len(passed) / len(outcomes),
        "accuracy_covered": _mean([outcome.right for outcome in passed]),
        "ece": expected_calibration_error(
            np.array([outcome.pair_confidence for outcome in outcomes]),
            np.array([outcome.right for outcome in outcomes]),
        ),
    }
    if by_language:
        languages = sorted({outcome.lang for outcome in outcomes})
        measured["languages"] = {
            lang: measure([one for one in outcomes if one.lang == lang], by_language=False)
            for lang in languages
        }
    return measured


def _head(outcomes: Sequence[Outcome], head: int) -> dict[str, Any]:
    truth = [outcome.truth[head] for outcome in outcomes]
    answer = [outcome.answer[head] for outcome in outcomes]
    per_label = by_label(truth, answer)
    right = np.array([a == b for a, b in zip(truth, answer, strict=True)])
    confidence = np.array([outcome.confidences[head] for outcome in outcomes])
    return {
        "accuracy": float(right.mean()),
        "macro_f1": float(np.mean([label["f1"] for label in per_label.values()])),
        "ece": expected_calibration_error(confidence, right),
        "per_label": per_label,
        "confusion": _confusion(truth, answer),
    }


def by_label(truth: Sequence[str], answer: Sequence[str]) -> dict[str, dict[str, float]]:
    """Measure each label that is right somewhere; what cannot be divided is 0.

    Returns
    -------
    label -> `precision`, `recall`, `f1` and `support`, labels sorted
    """
    # Not scikit-learn's: to import it takes longer than to count.
    support, given = Counter(truth), Counter(answer)
    hits = Counter(right for right, told in zip(truth, answer, strict=True) if right == told)
    return {
        label: {
            "precision": hits[label] / given[label] if given[label] else 0.0,
            "recall": hits[label] / support[label],
            "f1": 2 * hits[label] / (given[label] + support[label]),
            "support": support[label],
        }
        for label in sorted(support)
    }


def _confusion(truth: Sequence[str], answer: Sequence[str]) -> dict[str, dict[str, int]]:
    """Count answers by right label, then by answered label; empty cells are left out."""
    counts: dict[str, dict[str, int]] = {}
    for right, given in zip(truth, answer, strict=True):
        row = counts.setdefault(right, {})
        row[given] = row.get(given, 0) + 1
    return {right: dict(sorted(row.items())) for right, row in sorted(counts.items())}


def _regions(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    having = [outcome for outcome in outcomes if outcome.truth[2]]
    others = [outcome for outcome in outcomes if not outcome.truth[2]]
    return {
        "accuracy": _mean([outcome.answer[2] == outcome.truth[2] for outcome in having]),
        "support": len(having),
        "given_without": _mean([bool(outcome.answer[2]) for outcome in others]),
    }


def _mean(values: Sequence[bool] | NDArray[np.bool_]) -> float:
    return float(np.mean(values)) if len(values) else 0.0
